// Asks for a file, and says where it can be fetched from for the next minute.
package main

import (
	"context"
	"fmt"
	"log"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/mturk"

	"kempelen.example/samples/connection"
)

func publish(ctx context.Context, client *mturk.Client) (*string, error) {
	question, err := connection.Question("file_form")
	if err != nil {
		return nil, err
	}
	answer, err := client.CreateHIT(ctx, &mturk.CreateHITInput{
		Title:                       aws.String("Show your window"),
		Description:                 aws.String("Send a photo."),
		Reward:                      aws.String("0.10"),
		MaxAssignments:              aws.Int32(1),
		LifetimeInSeconds:           aws.Int64(3600),
		AssignmentDurationInSeconds: aws.Int64(600),
		Question:                    question,
	})
	if err != nil {
		return nil, err
	}
	return answer.HIT.HITId, nil
}

// collect prints where the photo of each assignment is, and approves the work; how many they were.
func collect(ctx context.Context, client *mturk.Client, hitID *string) (collected int, err error) {
	work, err := client.ListAssignmentsForHIT(ctx, &mturk.ListAssignmentsForHITInput{HITId: hitID})
	if err != nil {
		return 0, err
	}
	for _, assignment := range work.Assignments {
		address, err := client.GetFileUploadURL(ctx, &mturk.GetFileUploadURLInput{
			AssignmentId:       assignment.AssignmentId,
			QuestionIdentifier: aws.String("photo"),
		})
		if err != nil {
			return collected, err
		}
		fmt.Println("photo:", aws.ToString(address.FileUploadURL))
		if _, err := client.ApproveAssignment(ctx, &mturk.ApproveAssignmentInput{
			AssignmentId: assignment.AssignmentId,
		}); err != nil {
			return collected, err
		}
		collected++
	}
	return collected, nil
}

func run(ctx context.Context) error {
	client, err := connection.New(ctx)
	if err != nil {
		return err
	}
	hitID, err := publish(ctx, client)
	if err != nil {
		return err
	}
	fmt.Println("HIT:", aws.ToString(hitID))
	if err := connection.AwaitReviewable(ctx, client, hitID); err != nil {
		return err
	}
	collected, err := collect(ctx, client, hitID)
	if err != nil {
		return err
	}
	fmt.Println("collected:", collected)
	return nil
}

func main() {
	if err := run(context.Background()); err != nil {
		log.Fatal(err)
	}
}
