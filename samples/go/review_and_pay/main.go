// Rejects an assignment, thinks better of it, pays a bonus, and writes to, blocks and unblocks its worker.
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

func publish(ctx context.Context, client *mturk.Client) (*string, error) {
	question, err := connection.Question("question_form")
	if err != nil {
		return nil, err
	}
	answer, err := client.CreateHIT(ctx, &mturk.CreateHITInput{
		Title:                       aws.String("Look out of the window"),
		Description:                 aws.String("Say what you see."),
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

func printStatus(ctx context.Context, client *mturk.Client, moment string, assignmentID *string) error {
	answer, err := client.GetAssignment(ctx, &mturk.GetAssignmentInput{AssignmentId: assignmentID})
	if err != nil {
		return err
	}
	fmt.Printf("after the %s: %s\n", moment, answer.Assignment.AssignmentStatus)
	return nil
}

// review rejects, and takes it back.
func review(ctx context.Context, client *mturk.Client, assignmentID *string) error {
	if _, err := client.RejectAssignment(ctx, &mturk.RejectAssignmentInput{
		AssignmentId:      assignmentID,
		RequesterFeedback: aws.String("There is no such animal."),
	}); err != nil {
		return err
	}
	if err := printStatus(ctx, client, "rejection", assignmentID); err != nil {
		return err
	}
	if _, err := client.ApproveAssignment(ctx, &mturk.ApproveAssignmentInput{
		AssignmentId:      assignmentID,
		RequesterFeedback: aws.String("There is one."),
		OverrideRejection: aws.Bool(true),
	}); err != nil {
		return err
	}
	return printStatus(ctx, client, "override", assignmentID)
}

func pay(ctx context.Context, client *mturk.Client, assignment types.Assignment) error {
	if _, err := client.SendBonus(ctx, &mturk.SendBonusInput{
		WorkerId:           assignment.WorkerId,
		AssignmentId:       assignment.AssignmentId,
		BonusAmount:        aws.String("0.50"),
		Reason:             aws.String("Sorry for the rejection."),
		UniqueRequestToken: aws.String(uuid.NewString()), // a repeated call pays nothing twice
	}); err != nil {
		return err
	}
	paid, err := client.ListBonusPayments(ctx, &mturk.ListBonusPaymentsInput{
		AssignmentId: assignment.AssignmentId,
	})
	if err != nil {
		return err
	}
	for _, bonus := range paid.BonusPayments {
		fmt.Println("bonus:", aws.ToString(bonus.BonusAmount))
	}
	return nil
}

func write(ctx context.Context, client *mturk.Client, workerID *string) error {
	answer, err := client.NotifyWorkers(ctx, &mturk.NotifyWorkersInput{
		Subject:     aws.String("Your animal"),
		MessageText: aws.String("It does exist. We have paid you."),
		WorkerIds:   []string{aws.ToString(workerID)},
	})
	if err != nil {
		return err
	}
	fmt.Println("messages that failed:", len(answer.NotifyWorkersFailureStatuses))
	return nil
}

func printBlocked(ctx context.Context, client *mturk.Client) error {
	answer, err := client.ListWorkerBlocks(ctx, &mturk.ListWorkerBlocksInput{})
	if err != nil {
		return err
	}
	fmt.Println("blocked workers:", len(answer.WorkerBlocks))
	return nil
}

// block blocks the worker, and unblocks them again.
func block(ctx context.Context, client *mturk.Client, workerID *string) error {
	if _, err := client.CreateWorkerBlock(ctx, &mturk.CreateWorkerBlockInput{
		WorkerId: workerID,
		Reason:   aws.String("Only to show how it is done."),
	}); err != nil {
		return err
	}
	if err := printBlocked(ctx, client); err != nil {
		return err
	}
	if _, err := client.DeleteWorkerBlock(ctx, &mturk.DeleteWorkerBlockInput{
		WorkerId: workerID,
		Reason:   aws.String("It was only to show how it is done."),
	}); err != nil {
		return err
	}
	return printBlocked(ctx, client)
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
	work, err := client.ListAssignmentsForHIT(ctx, &mturk.ListAssignmentsForHITInput{
		HITId:              hitID,
		AssignmentStatuses: []types.AssignmentStatus{types.AssignmentStatusSubmitted},
	})
	if err != nil {
		return err
	}
	for _, assignment := range work.Assignments {
		if err := review(ctx, client, assignment.AssignmentId); err != nil {
			return err
		}
		if err := pay(ctx, client, assignment); err != nil {
			return err
		}
		if err := write(ctx, client, assignment.WorkerId); err != nil {
			return err
		}
		if err := block(ctx, client, assignment.WorkerId); err != nil {
			return err
		}
	}
	_, err = client.DeleteHIT(ctx, &mturk.DeleteHITInput{HITId: hitID})
	return err
}

func main() {
	if err := run(context.Background()); err != nil {
		log.Fatal(err)
	}
}
