// Decides on requests for a qualification, gives it unasked, looks up who has it, and takes it away.
package main

import (
	"context"
	"fmt"
	"log"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/mturk"
	"github.com/aws/aws-sdk-go-v2/service/mturk/types"
	"github.com/google/uuid"

	"kempelen.example/samples/connection"
)

func createQualification(ctx context.Context, client *mturk.Client, name string) (*string, error) {
	answer, err := client.CreateQualificationType(ctx, &mturk.CreateQualificationTypeInput{
		Name:                    aws.String(name),
		Description:             aws.String("For people who know birds."),
		QualificationTypeStatus: types.QualificationTypeStatusActive,
		RetryDelayInSeconds:     aws.Int64(1),
	})
	if err != nil {
		return nil, err
	}
	return answer.QualificationType.QualificationTypeId, nil
}

// describe finds the qualification by its name and changes its description.
func describe(ctx context.Context, client *mturk.Client, name string, qualification *string) error {
	found, err := client.ListQualificationTypes(ctx, &mturk.ListQualificationTypesInput{
		Query:               aws.String(name),
		MustBeRequestable:   aws.Bool(true),
		MustBeOwnedByCaller: aws.Bool(true),
	})
	if err != nil {
		return err
	}
	fmt.Println("found:", len(found.QualificationTypes))
	if _, err := client.UpdateQualificationType(ctx, &mturk.UpdateQualificationTypeInput{
		QualificationTypeId: qualification,
		Description:         aws.String("For people who watch birds."),
	}); err != nil {
		return err
	}
	answer, err := client.GetQualificationType(ctx, &mturk.GetQualificationTypeInput{
		QualificationTypeId: qualification,
	})
	if err != nil {
		return err
	}
	fmt.Println("description:", aws.ToString(answer.QualificationType.Description))
	return nil
}

func publish(ctx context.Context, client *mturk.Client, qualification *string) (*string, error) {
	question, err := connection.Question("question_form")
	if err != nil {
		return nil, err
	}
	answer, err := client.CreateHIT(ctx, &mturk.CreateHITInput{
		Title:                       aws.String("Look out of the window, if you watch birds"),
		Description:                 aws.String("Say what you see."),
		Reward:                      aws.String("0.10"),
		MaxAssignments:              aws.Int32(1),
		LifetimeInSeconds:           aws.Int64(3600),
		AssignmentDurationInSeconds: aws.Int64(600),
		QualificationRequirements: []types.QualificationRequirement{{
			QualificationTypeId: qualification,
			Comparator:          types.ComparatorExists,
		}},
		Question: question,
	})
	if err != nil {
		return nil, err
	}
	listed, err := client.ListHITsForQualificationType(ctx, &mturk.ListHITsForQualificationTypeInput{
		QualificationTypeId: qualification,
	})
	if err != nil {
		return nil, err
	}
	fmt.Println("HITs that require it:", len(listed.HITs))
	return answer.HIT.HITId, nil
}

// nextRequest is the request that waits for a decision, once there is one.
func nextRequest(ctx context.Context, client *mturk.Client, qualification *string) (*string, error) {
	for {
		waiting, err := client.ListQualificationRequests(ctx, &mturk.ListQualificationRequestsInput{
			QualificationTypeId: qualification,
		})
		if err != nil {
			return nil, err
		}
		if len(waiting.QualificationRequests) > 0 {
			return waiting.QualificationRequests[0].QualificationRequestId, nil
		}
		time.Sleep(time.Second)
	}
}

// decide rejects the first request and accepts the second.
func decide(ctx context.Context, client *mturk.Client, qualification *string) error {
	request, err := nextRequest(ctx, client, qualification)
	if err != nil {
		return err
	}
	if _, err := client.RejectQualificationRequest(ctx, &mturk.RejectQualificationRequestInput{
		QualificationRequestId: request,
		Reason:                 aws.String("Please ask again tomorrow."),
	}); err != nil {
		return err
	}
	fmt.Println("request: rejected")
	if request, err = nextRequest(ctx, client, qualification); err != nil {
		return err
	}
	if _, err := client.AcceptQualificationRequest(ctx, &mturk.AcceptQualificationRequestInput{
		QualificationRequestId: request,
		IntegerValue:           aws.Int32(80),
	}); err != nil {
		return err
	}
	fmt.Println("request: accepted")
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

func holders(
	ctx context.Context, client *mturk.Client, qualification *string,
) ([]types.Qualification, error) {
	held, err := client.ListWorkersWithQualificationType(ctx, &mturk.ListWorkersWithQualificationTypeInput{
		QualificationTypeId: qualification,
		Status:              types.QualificationStatusGranted,
	})
	if err != nil {
		return nil, err
	}
	return held.Qualifications, nil
}

// giveAndTake gives each holder another value, and then takes the qualification away.
func giveAndTake(ctx context.Context, client *mturk.Client, qualification *string) error {
	before, err := holders(ctx, client, qualification)
	if err != nil {
		return err
	}
	for _, holder := range before {
		if _, err := client.AssociateQualificationWithWorker(ctx, &mturk.AssociateQualificationWithWorkerInput{
			QualificationTypeId: qualification,
			WorkerId:            holder.WorkerId,
			IntegerValue:        aws.Int32(95),
			SendNotification:    aws.Bool(false),
		}); err != nil {
			return err
		}
	}
	given, err := holders(ctx, client, qualification)
	if err != nil {
		return err
	}
	for _, holder := range given {
		fmt.Println("value:", aws.ToInt32(holder.IntegerValue))
		if _, err := client.DisassociateQualificationFromWorker(
			ctx, &mturk.DisassociateQualificationFromWorkerInput{
				QualificationTypeId: qualification,
				WorkerId:            holder.WorkerId,
				Reason:              aws.String("The birds have left."),
			}); err != nil {
			return err
		}
	}
	left, err := holders(ctx, client, qualification)
	if err != nil {
		return err
	}
	fmt.Println("workers who have it:", len(left))
	return nil
}

func run(ctx context.Context) error {
	client, err := connection.New(ctx)
	if err != nil {
		return err
	}
	name := "Watches birds " + uuid.NewString()
	qualification, err := createQualification(ctx, client, name)
	if err != nil {
		return err
	}
	fmt.Println("qualification type:", aws.ToString(qualification))
	if err := describe(ctx, client, name, qualification); err != nil {
		return err
	}
	hitID, err := publish(ctx, client, qualification)
	if err != nil {
		return err
	}
	fmt.Println("HIT:", aws.ToString(hitID))

	if err := decide(ctx, client, qualification); err != nil {
		return err
	}
	if err := connection.AwaitReviewable(ctx, client, hitID); err != nil {
		return err
	}
	if err := approve(ctx, client, hitID); err != nil {
		return err
	}
	if err := giveAndTake(ctx, client, qualification); err != nil {
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
