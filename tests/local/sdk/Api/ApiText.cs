using System.Reflection;
using System.Runtime.CompilerServices;

namespace Checkout.Local.Tests.Sdk.Api;

/// <summary>Writes public types and members as sdk-api.txt does.</summary>
internal static class ApiText
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void", [typeof(object)] = "object", [typeof(string)] = "string", [typeof(bool)] = "bool", [typeof(byte)] = "byte",
        [typeof(int)] = "int", [typeof(uint)] = "uint", [typeof(double)] = "double",
    };

    private static readonly string[] OfEveryObject = ["Equals", "GetHashCode", "ToString", "GetType", "Deconstruct"];

    /// <summary>The public types of an assembly.</summary>
    public static IEnumerable<Type> Types(Assembly assembly) =>
        assembly.GetExportedTypes().Where(type => type.Namespace is not null && !type.Namespace.Contains("Autogen", StringComparison.Ordinal));

    /// <summary>A type with its namespace.</summary>
    public static string FullName(Type type) =>
        $"{type.Namespace}.{(type.DeclaringType is { } outer ? Name(outer) + "." : string.Empty)}{Name(type)}";

    /// <summary>The members that a type declares itself.</summary>
    public static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
        {
            return [string.Join(", ", Enum.GetValues(type).Cast<object>().OrderBy(Convert.ToInt32).Select(value => $"{value} = {Convert.ToInt32(value)}"))];
        }

        var constructors = type.IsAbstract ? [] : type.GetConstructors(BindingFlags.Public | BindingFlags.Instance).Select(c => $"({Parameters(c)})");
        var properties = type.GetProperties(Declared).Where(IsWritten).Select(Property);
        var fields = type.GetFields(Declared).Where(field => field.IsLiteral).Select(field => $"const {Name(field.FieldType)} {field.Name} = {Value(field.GetRawConstantValue())}");
        var methods = type.GetMethods(Declared).Where(method => !method.IsSpecialName && IsWritten(method)).Select(Method);
        return constructors.Concat(properties).Concat(fields).Concat(methods);
    }

    private static bool IsWritten(MemberInfo member) =>
        member.GetCustomAttribute<CompilerGeneratedAttribute>() is null && !OfEveryObject.Contains(member.Name, StringComparer.Ordinal)
        && !member.Name.StartsWith('<') && member.Name is not "EqualityContract";

    private static string Property(PropertyInfo property)
    {
        var access = property.SetMethod is not { IsPublic: true } setter ? "get"
            : setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? "init" : "set";
        return $"{Obsolete(property)}{Name(property.PropertyType)} {property.Name} {{{access}}}";
    }

    private static string Method(MethodInfo method)
    {
        var generic = method.IsGenericMethodDefinition ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : string.Empty;
        var isStatic = method.IsStatic ? "static " : string.Empty;
        return $"{Obsolete(method)}{isStatic}{Name(method.ReturnType)} {method.Name}{generic}({Parameters(method)})";
    }

    private static string Obsolete(MemberInfo member) => member.GetCustomAttribute<ObsoleteAttribute>() is null ? string.Empty : "obsolete ";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        var isExtended = parameter.Position == 0 && parameter.Member.GetCustomAttribute<ExtensionAttribute>() is not null;
        var type = parameter.ParameterType;
        var name = type.IsByRef ? $"out {Name(type.GetElementType() ?? type)}" : Name(type);
        var otherwise = !parameter.HasDefaultValue ? string.Empty
            : $" = {(parameter.DefaultValue is null && type.IsValueType && Nullable.GetUnderlyingType(type) is null ? "default" : Value(parameter.DefaultValue))}";
        return $"{(isExtended ? "this " : string.Empty)}{name} {parameter.Name}{otherwise}";
    }

    private static string Value(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        _ => $"{value}",
    };

    private static string Name(Type type)
    {
        if (Keywords.TryGetValue(type, out var keyword))
        {
            return keyword;
        }

        if (type.IsArray)
        {
            return Name(type.GetElementType() ?? type) + "[]";
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Name(underlying) + "?";
        }

        var tick = type.Name.IndexOf('`', StringComparison.Ordinal);
        return tick < 0 ? type.Name : $"{type.Name[..tick]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
    }
}
