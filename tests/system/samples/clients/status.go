package main

import (
	"fmt"
	"io"
	"net/http"
)

func main() {
	trackingId := "trk_01HZ9XPZ3K2A8E0VBVQH7N9XGB"
	url := "https://acme.sandbox.azotte.com/api/v1/c2a/offer/checkout/" + trackingId + "/status"
	req, _ := http.NewRequest("GET", url, nil)
	req.Header.Set("x-tn", "e2a1c7b2-4f3a-4b8e-9c2d-1a2b3c4d5e6f")
	req.Header.Set("x-api-key", "sk_dev_acme_sample_123456789")
	res, _ := http.DefaultClient.Do(req)
	defer res.Body.Close()
	out, _ := io.ReadAll(res.Body)
	fmt.Println(string(out))
}
