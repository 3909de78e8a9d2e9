// Makes a qualification with a test that is graded at once, and a HIT for those who pass it.
package main

import (
	"context"
	"fmt"
	"log"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/mturk"
	"github.com/aws/aws-sdk-go-v2/service/mturk/types"
	"github.com/google/uuid"

	"kempelen.example/samples/connection"
)

func createQualification(ctx context.Context, client *mturk.Client) (*string, error) {
	test, err := connection.Question("test")
	if err != nil {
		return nil, err
	}
	key, err := connection.Question("answer_key")
	if err != nil {
		return nil, err
	}
	answer, err := client.CreateQualificationType(ctx, &mturk.CreateQualificationTypeInput{
		Name:                    aws.String("Knows animals " + uuid.NewString()),
		Description:             aws.String("Two questions about animals."),
		QualificationTypeStatus: types.QualificationTypeStatusActive,
		Test:                    test,
		TestDurationInSeconds:   aws.Int64(600),
		AnswerKey:               key,
	})
	if err != nil {
		return nil, err
	}
	return answer.QualificationType.QualificationTypeId, nil
}

func publish(ctx context.Context, client *mturk.Client, qualification *string) (*string, error) {
	question, err := connection.Question("question_form")
	if err != nil {
		return nil, err
	}
	answer, err := client.CreateHIT(ctx, &mturk.CreateHITInput{
		Title:                       aws.String("Look out of the window, if you know animals"),
		Description:                 aws.String("Say what you see."),
		Reward:                      aws.String("0.10"),
		MaxAssignments:              aws.Int32(1),
		LifetimeInSeconds:           aws.Int64(3600),
		AssignmentDurationInSeconds: aws.Int64(600),
		QualificationRequirements: []types.QualificationRequirement{{
			QualificationTypeId: qualification,
			Comparator:          types.ComparatorGreaterThanOrEqualTo,
			IntegerValues:       []int32{80},
		}},
		Question: question,
	})
	if err != nil {
		return nil, err
	}
	return answer.HIT.HITId, nil
}

// approve prints the score of each worker and approves the work.
func approve(ctx context.Context, client *mturk.Client, hitID, qualification *string) error {
	work, err := client.ListAssignmentsForHIT(ctx, &mturk.ListAssignmentsForHITInput{HITId: hitID})
	if err != nil {
		return err
	}
	for _, assignment := range work.Assignments {
		score, err := client.GetQualificationScore(ctx, &mturk.GetQualificationScoreInput{
			QualificationTypeId: qualification,
			WorkerId:            assignment.WorkerId,
		})
		if err != nil {
			return err
		}
		fmt.Println("score:", aws.ToInt32(score.Qualification.IntegerValue))
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
	qualification, err := createQualification(ctx, client)
	if err != nil {
		return err
	}
	fmt.Println("qualification type:", aws.ToString(qualification))
	hitID, err := publish(ctx, client, qualification)
	if err != nil {
		return err
	}
	fmt.Println("HIT:", aws.ToString(hitID))

	if err := connection.AwaitReviewable(ctx, client, hitID); err != nil {
		return err
	}
	if err := approve(ctx, client, hitID, qualification); err != nil {
		return err
	}
	if _, err := client.DeleteHIT(ctx, &mturk.DeleteHITInput{HITId: hitID}); err != nil {
		return err
	}
	if _, err := client.DeleteQualificationType(ctx, &mturk.DeleteQualificationTypeInput{
		QualificationTypeId: qualification,
	}); err != nil {
		return err
	}
	fmt.Println("deleted:", aws.ToString(qualification))
	return nil
}

func main() {
	if err := run(context.Background()); err != nil {
		log.Fatal(err)
	}
}
