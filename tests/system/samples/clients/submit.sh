curl --silent --location 'https://acme.sandbox.azotte.com/api/v1/c2a/offer/checkout' \
--header 'Content-Type: application/json' \
--header 'x-tn: e2a1c7b2-4f3a-4b8e-9c2d-1a2b3c4d5e6f' \
--header 'x-api-key: sk_dev_acme_sample_123456789' \
--data '{
"order": {
"offerIdentifier": "of_8z2k1q",
"correlationId": "shop-2026-0001",
"items": [ { "itemIdentifier": "it_ab1", "quantity": 1 } ],
"customer": { "customerUrn": "cu.00.482" }
},
"paymentMethod": {
"paymentChannel": "CreditCard",
"useStoredMethod": true,
"creditCard": { "useStoredMethod": true, "storedMethodUrn": "pm.00.482.7" }
}
}'
