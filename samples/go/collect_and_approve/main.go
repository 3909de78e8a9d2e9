// Publishes three HITs, waits until they are done, reads the answers as plain values and approves them.
package main

import (
	"context"
	"encoding/xml"
	"fmt"
	"io"
	"log"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/mturk"
	"github.com/aws/aws-sdk-go-v2/service/mturk/types"

	"kempelen.example/samples/connection"
)

const (
	hits     = 3
	pageSize = 2
)

// answers is a QuestionFormAnswers document: free text or, for what was chosen from a list, identifiers.
type answers struct {
	Answers []struct {
		Question string   `xml:"QuestionIdentifier"`
		FreeText *string  `xml:"FreeText"`
		Chosen   []string `xml:"SelectionIdentifier"`
	} `xml:"Answer"`
}

// asUTF8 reads what documents of answers declare: ASCII is part of UTF-8, but Go's parser does not say so.
func asUTF8(charset string, input io.Reader) (io.Reader, error) {
	if !strings.EqualFold(charset, "ASCII") {
		return nil, fmt.Errorf("a document of answers in %s", charset)
	}
	return input, nil
}

func printAnswers(document *string) error {
	var parsed answers
	decoder := xml.NewDecoder(strings.NewReader(aws.ToString(document)))
	decoder.CharsetReader = asUTF8
	if err := decoder.Decode(&parsed); err != nil {
		return err
	}
	for _, answer := range parsed.Answers {
		value := strings.Join(answer.Chosen, ", ")
		if answer.FreeText != nil {
			value = *answer.FreeText
		}
		fmt.Println("answer:", answer.Question, "=", value)
	}
	return nil
}

func publish(ctx context.Context, client *mturk.Client) (hitTypeID *string, err error) {
	question, err := connection.Question("question_form")
	if err != nil {
		return nil, err
	}
	hitType, err := client.CreateHITType(ctx, &mturk.CreateHITTypeInput{
		Title:                       aws.String("Look out of the window"),
		Description:                 aws.String("Say what you see."),
		Keywords:                    aws.String("window, animals"),
		Reward:                      aws.String("0.10"),
		AssignmentDurationInSeconds: aws.Int64(600),
	})
	if err != nil {
		return nil, err
	}
	for i := 0; i < hits; i++ {
		answer, err := client.CreateHITWithHITType(ctx, &mturk.CreateHITWithHITTypeInput{
			HITTypeId:         hitType.HITTypeId,
			MaxAssignments:    aws.Int32(1),
			LifetimeInSeconds: aws.Int64(3600),
			Question:          question,
		})
		if err != nil {
			return nil, err
		}
		fmt.Println("HIT:", aws.ToString(answer.HIT.HITId))
	}
	return hitType.HITTypeId, nil
}

// reviewable is all HITs of the type that are done; the paginator follows NextToken.
func reviewable(ctx context.Context, client *mturk.Client, hitTypeID *string) ([]types.HIT, error) {
	var done []types.HIT
	pages := mturk.NewListReviewableHITsPaginator(client, &mturk.ListReviewableHITsInput{
		HITTypeId:  hitTypeID,
		MaxResults: aws.Int32(pageSize),
	})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, err
		}
		done = append(done, page.HITs...)
	}
	return done, nil
}

// approve prints the answers of all assignments of a HIT and approves them; how many they were.
func approve(ctx context.Context, client *mturk.Client, hitID *string) (approved int, err error) {
	pages := mturk.NewListAssignmentsForHITPaginator(client, &mturk.ListAssignmentsForHITInput{
		HITId:      hitID,
		MaxResults: aws.Int32(pageSize),
	})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return approved, err
		}
		for _, assignment := range page.Assignments {
			if err := printAnswers(assignment.Answer); err != nil {
				return approved, err
			}
			if _, err := client.ApproveAssignment(ctx, &mturk.ApproveAssignmentInput{
				AssignmentId:      assignment.AssignmentId,
				RequesterFeedback: aws.String("Thank you"),
			}); err != nil {
				return approved, err
			}
			approved++
		}
	}
	return approved, nil
}

func run(ctx context.Context) error {
	client, err := connection.New(ctx)
	if err != nil {
		return err
	}
	hitTypeID, err := publish(ctx, client)
	if err != nil {
		return err
	}
	var done []types.HIT
	for len(done) < hits {
		time.Sleep(time.Second)
		if done, err = reviewable(ctx, client, hitTypeID); err != nil {
			return err
		}
	}
	total := 0
	for _, hit := range done {
		approved, err := approve(ctx, client, hit.HITId)
		if err != nil {
			return err
		}
		total += approved
		if _, err := client.DeleteHIT(ctx, &mturk.DeleteHITInput{HITId: hit.HITId}); err != nil {
			return err
		}
	}
	fmt.Println("approved:", total)
	return nil
}

func main() {
	if err := run(context.Background()); err != nil {
		log.Fatal(err)
	}
}
