Checkout.Fulfilment.FulfilmentApp.Create(args).Run();
