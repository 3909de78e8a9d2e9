// Changes a HIT while it is worked on: its type, how many may do it, when it ends, how its review stands.
package main

import (
	"context"
	"fmt"
	"log"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/mturk"
	"github.com/aws/aws-sdk-go-v2/service/mturk/types"

	"kempelen.example/samples/connection"
)

var reviewPolicy = &types.ReviewPolicy{
	PolicyName: aws.String("SimplePlurality/2011-09-01"),
	Parameters: []types.PolicyParameter{
		{Key: aws.String("QuestionIds"), Values: []string{"seen"}},
		{Key: aws.String("QuestionAgreementThreshold"), Values: []string{"50"}},
	},
}

func createHITType(ctx context.Context, client *mturk.Client, title string) (*string, error) {
	hitType, err := client.CreateHITType(ctx, &mturk.CreateHITTypeInput{
		Title:                       aws.String(title),
		Description:                 aws.String("Say what you see."),
		Reward:                      aws.String("0.10"),
		AssignmentDurationInSeconds: aws.Int64(600),
	})
	if err != nil {
		return nil, err
	}
	return hitType.HITTypeId, nil
}

// publish makes a HIT that has the first of two types; its id, and the second type.
func publish(ctx context.Context, client *mturk.Client) (hitID, second *string, err error) {
	first, err := createHITType(ctx, client, "Look out of the window")
	if err != nil {
		return nil, nil, err
	}
	second, err = createHITType(ctx, client, "Look out of the window, with patience")
	if err != nil {
		return nil, nil, err
	}
	question, err := connection.Question("question_form")
	if err != nil {
		return nil, nil, err
	}
	answer, err := client.CreateHITWithHITType(ctx, &mturk.CreateHITWithHITTypeInput{
		HITTypeId:         first,
		MaxAssignments:    aws.Int32(1),
		LifetimeInSeconds: aws.Int64(3600),
		Question:          question,
		HITReviewPolicy:   reviewPolicy,
	})
	if err != nil {
		return nil, nil, err
	}
	return answer.HIT.HITId, second, nil
}

// change gives the HIT another type and one more assignment.
func change(ctx context.Context, client *mturk.Client, hitID, hitTypeID *string) error {
	if _, err := client.UpdateHITTypeOfHIT(ctx, &mturk.UpdateHITTypeOfHITInput{
		HITId:     hitID,
		HITTypeId: hitTypeID,
	}); err != nil {
		return err
	}
	answer, err := client.GetHIT(ctx, &mturk.GetHITInput{HITId: hitID})
	if err != nil {
		return err
	}
	fmt.Println("title:", aws.ToString(answer.HIT.Title))
	if _, err := client.CreateAdditionalAssignmentsForHIT(ctx, &mturk.CreateAdditionalAssignmentsForHITInput{
		HITId:                         hitID,
		NumberOfAdditionalAssignments: aws.Int32(1),
	}); err != nil {
		return err
	}
	answer, err = client.GetHIT(ctx, &mturk.GetHITInput{HITId: hitID})
	if err != nil {
		return err
	}
	fmt.Println("assignments:", aws.ToInt32(answer.HIT.MaxAssignments))
	return nil
}

func printListed(ctx context.Context, client *mturk.Client, hitTypeID *string) error {
	listed := 0
	pages := mturk.NewListHITsPaginator(client, &mturk.ListHITsInput{})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, hit := range page.HITs {
			if aws.ToString(hit.HITTypeId) == aws.ToString(hitTypeID) {
				listed++
			}
		}
	}
	fmt.Println("HITs of this type:", listed)
	return nil
}

// awaitWork asks once a second until one assignment has been submitted.
func awaitWork(ctx context.Context, client *mturk.Client, hitID *string) error {
	for {
		work, err := client.ListAssignmentsForHIT(ctx, &mturk.ListAssignmentsForHITInput{HITId: hitID})
		if err != nil || len(work.Assignments) > 0 {
			return err
		}
		time.Sleep(time.Second)
	}
}

func printStatus(ctx context.Context, client *mturk.Client, hitID *string) error {
	answer, err := client.GetHIT(ctx, &mturk.GetHITInput{HITId: hitID})
	if err != nil {
		return err
	}
	fmt.Println("status:", answer.HIT.HITStatus)
	return nil
}

// end ends the HIT with one of two assignments done, and says that it is being reviewed.
func end(ctx context.Context, client *mturk.Client, hitID *string) error {
	// A time that has passed ends the HIT at once.
	if _, err := client.UpdateExpirationForHIT(ctx, &mturk.UpdateExpirationForHITInput{
		HITId:    hitID,
		ExpireAt: aws.Time(time.Unix(0, 0)),
	}); err != nil {
		return err
	}
	if err := printStatus(ctx, client, hitID); err != nil {
		return err
	}
	if _, err := client.UpdateHITReviewStatus(ctx, &mturk.UpdateHITReviewStatusInput{
		HITId:  hitID,
		Revert: aws.Bool(false),
	}); err != nil {
		return err
	}
	return printStatus(ctx, client, hitID)
}

// printReview prints what the review policy found about each question.
func printReview(ctx context.Context, client *mturk.Client, hitID *string) error {
	results, err := client.ListReviewPolicyResultsForHIT(ctx, &mturk.ListReviewPolicyResultsForHITInput{
		HITId:        hitID,
		PolicyLevels: []types.ReviewPolicyLevel{types.ReviewPolicyLevelHit},
	})
	if err != nil {
		return err
	}
	for _, result := range results.HITReviewReport.ReviewResults {
		if result.QuestionId != nil {
			fmt.Println("review:", *result.QuestionId, aws.ToString(result.Key), "=", aws.ToString(result.Value))
		}
	}
	return nil
}

func approve(ctx context.Context, client *mturk.Client, hitID *string) error {
	work, err := client.ListAssignmentsForHIT(ctx, &mturk.ListAssignmentsForHITInput{HITId: hitID})
	if err != nil {
		return err
	}
	for _, assignment := range work.Assignments {
		if _, err := client.ApproveAssignment(ctx, &mturk.ApproveAssignmentInput{
			AssignmentId: assignment.AssignmentId,
		}); err != nil {
			return err
		}
	}
	return nil
}

func run(ctx context.Context) error {
	client, err := connection.New(ctx)
	if err != nil {
		return err
	}
	hitID, second, err := publish(ctx, client)
	if err != nil {
		return err
	}
	if err := change(ctx, client, hitID, second); err != nil {
		return err
	}
	if err := printListed(ctx, client, second); err != nil {
		return err
	}
	fmt.Println("HIT:", aws.ToString(hitID))

	if err := awaitWork(ctx, client, hitID); err != nil {
		return err
	}
	if err := end(ctx, client, hitID); err != nil {
		return err
	}
	if err := printReview(ctx, client, hitID); err != nil {
		return err
	}
	if err := approve(ctx, client, hitID); err != nil {
		return err
	}
	if _, err := client.DeleteHIT(ctx, &mturk.DeleteHITInput{HITId: hitID}); err != nil {
		return err
	}
	fmt.Println("deleted:", aws.ToString(hitID))
	return nil
}

func main() {
	if err := run(context.Background()); err != nil {
		log.Fatal(err)
	}
}
