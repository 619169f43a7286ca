Checkout.Api.CheckoutApiApp.Create(args).Run();
