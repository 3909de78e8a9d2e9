// Package connection holds what all programs share: the client, the questions, and waiting.
package connection

import (
	"context"
	"os"
	"path/filepath"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/mturk"
	"github.com/aws/aws-sdk-go-v2/service/mturk/types"
)

// New is a client for the marketplace that is set.
func New(ctx context.Context) (*mturk.Client, error) {
	return NewAt(ctx, os.Getenv("AWS_ENDPOINT_URL_MTURK"))
}

// NewAt is a client for the marketplace at endpoint; the SDK itself finds the credentials in the environment.
func NewAt(ctx context.Context, endpoint string) (*mturk.Client, error) {
	settings, err := config.LoadDefaultConfig(ctx, config.WithRegion("us-east-1"))
	if err != nil {
		return nil, err
	}
	return mturk.NewFromConfig(settings, func(options *mturk.Options) {
		options.BaseEndpoint = aws.String(endpoint)
	}), nil
}

// Question reads ../questions/NAME.xml.
func Question(name string) (*string, error) {
	xml, err := os.ReadFile(filepath.Join("..", "questions", name+".xml"))
	if err != nil {
		return nil, err
	}
	return aws.String(string(xml)), nil
}

// AwaitReviewable asks once a second until all work on the HIT has been submitted.
func AwaitReviewable(ctx context.Context, client *mturk.Client, hitID *string) error {
	for {
		answer, err := client.GetHIT(ctx, &mturk.GetHITInput{HITId: hitID})
		if err != nil || answer.HIT.HITStatus == types.HITStatusReviewable {
			return err
		}
		time.Sleep(time.Second)
	}
}
