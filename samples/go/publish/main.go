// Publishes a HIT of each kind of question, for workers in two countries whose work is mostly approved.
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

var requirements = []types.QualificationRequirement{
	{
		QualificationTypeId: aws.String("00000000000000000071"), // Worker_Locale
		Comparator:          types.ComparatorIn,
		LocaleValues:        []types.Locale{{Country: aws.String("DE")}, {Country: aws.String("US")}},
	},
	{
		QualificationTypeId: aws.String("000000000000000000L0"), // Worker_PercentAssignmentsApproved
		Comparator:          types.ComparatorGreaterThanOrEqualTo,
		IntegerValues:       []int32{95},
	},
}

var kinds = []struct{ name, file string }{
	{"HTMLQuestion", "html_question"},
	{"ExternalQuestion", "external_question"},
	{"QuestionForm", "question_form"},
}

func publish(ctx context.Context, client *mturk.Client, kind, file string) error {
	question, err := connection.Question(file)
	if err != nil {
		return err
	}
	answer, err := client.CreateHIT(ctx, &mturk.CreateHITInput{
		Title:                       aws.String("Look out of the window (" + kind + ")"),
		Description:                 aws.String("Say what you see."),
		Keywords:                    aws.String("window, animals"),
		Reward:                      aws.String("0.10"),
		MaxAssignments:              aws.Int32(1),
		LifetimeInSeconds:           aws.Int64(3600),
		AssignmentDurationInSeconds: aws.Int64(600),
		QualificationRequirements:   requirements,
		Question:                    question,
		UniqueRequestToken:          aws.String(uuid.NewString()), // a repeated call publishes nothing twice
	})
	if err != nil {
		return err
	}
	fmt.Println("HIT:", aws.ToString(answer.HIT.HITId), kind)
	return nil
}

func run(ctx context.Context) error {
	client, err := connection.New(ctx)
	if err != nil {
		return err
	}
	for _, kind := range kinds {
		if err := publish(ctx, client, kind.name, kind.file); err != nil {
			return err
		}
	}
	fmt.Println("published:", len(kinds))
	return nil
}

func main() {
	if err := run(context.Background()); err != nil {
		log.Fatal(err)
	}
}
