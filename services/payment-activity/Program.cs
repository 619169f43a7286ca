Checkout.Payments.PaymentApp.Create(args).Run();
