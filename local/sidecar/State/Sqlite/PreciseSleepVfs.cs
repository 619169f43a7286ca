using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Checkout.Local.Sidecar.State.Sqlite;

/// <summary>
/// SQLite's way to the operating system with a sleep of its own. The packaged Linux library was built without <c>usleep</c>: wherever
/// SQLite wants to wait some microseconds, as when two connections open a snapshot at the same moment, it would sleep a whole second.
/// Registered as SQLite documents it for a VFS shim: a copy of the default one under another name.
/// </summary>
internal static unsafe partial class PreciseSleepVfs
{
    private const string Library = "e_sqlite3";
    private const int MicrosecondsPerMillisecond = 1_000;

    private static readonly Lazy<bool> Registration = new(() =>
    {
        SQLitePCL.Batteries_V2.Init();
        return OperatingSystem.IsWindows() || Register();
    });

    /// <summary>Makes it the default of all connections that are opened from now on. Doing it again changes nothing.</summary>
    /// <exception cref="StateStoreException">SQLite does not take it.</exception>
    public static void Use()
    {
        if (!Registration.Value)
        {
            throw new StateStoreException("SQLite refuses its VFS.");
        }
    }

    private static bool Register()
    {
        // Both live as long as the process: SQLite keeps the pointers.
        var vfs = (Vfs*)NativeMemory.Alloc((nuint)sizeof(Vfs));
        *vfs = *(Vfs*)Find(0);
        vfs->Next = 0;
        vfs->Name = Marshal.StringToCoTaskMemUTF8("precise-sleep");
        vfs->Sleep = &Sleep;
        return Register(vfs, makeDefault: 1) == SQLitePCL.raw.SQLITE_OK;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sleep(Vfs* vfs, int microseconds)
    {
        Thread.Sleep(microseconds / MicrosecondsPerMillisecond);
        return microseconds;
    }

    [LibraryImport(Library, EntryPoint = "sqlite3_vfs_find")]
    private static partial nint Find(nint name);

    [LibraryImport(Library, EntryPoint = "sqlite3_vfs_register")]
    private static partial int Register(Vfs* vfs, int makeDefault);

    /// <summary><c>sqlite3_vfs</c>, version 3.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Vfs
    {
        public int Version;
        public int FileBytes;
        public int MaxPathname;
        public nint Next;
        public nint Name;
        public nint AppData;
        public FileMethods Files;
        public nint Randomness;
        public delegate* unmanaged[Cdecl]<Vfs*, int, int> Sleep;
        public TimeMethods Times;
    }

    // xOpen, xDelete, xAccess, xFullPathname, xDlOpen, xDlError, xDlSym, xDlClose
    [InlineArray(8)]
    private struct FileMethods
    {
        private nint first;
    }

    // xCurrentTime, xGetLastError, xCurrentTimeInt64, xSetSystemCall, xGetSystemCall, xNextSystemCall
    [InlineArray(6)]
    private struct TimeMethods
    {
        private nint first;
    }
}
