using Checkout.Local.Psps;

PspsApp.Create(args).Run();
