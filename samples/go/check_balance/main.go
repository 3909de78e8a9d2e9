// Prints the balance in the marketplace that is set, and in live where its address is known.
package main

import (
	"context"
	"fmt"
	"log"
	"os"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/mturk"

	"kempelen.example/samples/connection"
)

func balance(ctx context.Context, endpoint string) (string, error) {
	client, err := connection.NewAt(ctx, endpoint)
	if err != nil {
		return "", err
	}
	answer, err := client.GetAccountBalance(ctx, &mturk.GetAccountBalanceInput{})
	if err != nil {
		return "", err
	}
	return aws.ToString(answer.AvailableBalance), nil
}

func run(ctx context.Context) error {
	here, err := balance(ctx, os.Getenv("AWS_ENDPOINT_URL_MTURK"))
	if err != nil {
		return err
	}
	fmt.Println("balance:", here)
	endpoint, known := os.LookupEnv("KEMPELEN_LIVE_URL")
	if !known {
		return nil
	}
	live, err := balance(ctx, endpoint)
	if err != nil {
		return err
	}
	fmt.Println("live balance:", live)
	return nil
}

func main() {
	if err := run(context.Background()); err != nil {
		log.Fatal(err)
	}
}
