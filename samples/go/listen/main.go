// Hears by webhook what happens to a HIT, and approves its assignment as soon as it is submitted.
package main

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/mturk"
	"github.com/aws/aws-sdk-go-v2/service/mturk/types"

	"kempelen.example/samples/connection"
)

// document is what one message holds.
type document struct {
	EventDocId string
	Events     []struct {
		EventType    types.EventType
		AssignmentId string
	}
}

// isGenuine reads t=<epoch seconds>,v1=<hex>: who knows the address but not the secret cannot write it.
func isGenuine(secret []byte, header string, body []byte) bool {
	parts := map[string]string{}
	for _, part := range strings.Split(header, ",") {
		name, value, _ := strings.Cut(part, "=")
		parts[name] = value
	}
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte(parts["t"] + "."))
	mac.Write(body)
	claimed, err := hex.DecodeString(parts["v1"])
	if err != nil || !hmac.Equal(claimed, mac.Sum(nil)) {
		return false
	}
	seconds, err := strconv.ParseInt(parts["t"], 10, 64)
	return err == nil && time.Since(time.Unix(seconds, 0)).Abs() < 5*time.Minute
}

// webhook passes on what is genuine.
func webhook(secret []byte, documents chan<- document) http.HandlerFunc {
	return func(answer http.ResponseWriter, request *http.Request) {
		body, err := io.ReadAll(request.Body)
		if err != nil || !isGenuine(secret, request.Header.Get("Kempelen-Signature"), body) {
			answer.WriteHeader(http.StatusForbidden)
			return
		}
		var heard document
		if err := json.Unmarshal(body, &heard); err != nil {
			answer.WriteHeader(http.StatusBadRequest)
			return
		}
		documents <- heard
		answer.WriteHeader(http.StatusNoContent)
	}
}

// publish makes a HIT whose events are sent to destination.
func publish(ctx context.Context, client *mturk.Client, destination string) (hitID *string, err error) {
	question, err := connection.Question("question_form")
	if err != nil {
		return nil, err
	}
	hitType, err := client.CreateHITType(ctx, &mturk.CreateHITTypeInput{
		Title:                       aws.String("Look out of the window"),
		Description:                 aws.String("Say what you see."),
		Reward:                      aws.String("0.10"),
		AssignmentDurationInSeconds: aws.Int64(600),
	})
	if err != nil {
		return nil, err
	}
	notification := &types.NotificationSpecification{
		Destination: aws.String(destination),
		Transport:   "Webhook", // Kempelen's own, so the SDK has no constant for it
		Version:     aws.String("2014-08-15"),
		EventTypes: []types.EventType{
			types.EventTypeAssignmentAccepted,
			types.EventTypeAssignmentSubmitted,
			types.EventTypeAssignmentApproved,
		},
	}
	// A Ping comes at once if the destination can be reached.
	if _, err := client.SendTestEventNotification(ctx, &mturk.SendTestEventNotificationInput{
		Notification:  notification,
		TestEventType: types.EventTypePing,
	}); err != nil {
		return nil, err
	}
	if _, err := client.UpdateNotificationSettings(ctx, &mturk.UpdateNotificationSettingsInput{
		HITTypeId:    hitType.HITTypeId,
		Notification: notification,
		Active:       aws.Bool(true),
	}); err != nil {
		return nil, err
	}
	answer, err := client.CreateHITWithHITType(ctx, &mturk.CreateHITWithHITTypeInput{
		HITTypeId:         hitType.HITTypeId,
		MaxAssignments:    aws.Int32(1),
		LifetimeInSeconds: aws.Int64(3600),
		Question:          question,
	})
	if err != nil {
		return nil, err
	}
	return answer.HIT.HITId, nil
}

// hear prints each event once, although a document may come twice, until the work has been approved.
func hear(ctx context.Context, client *mturk.Client, documents <-chan document) error {
	known := map[string]bool{}
	for heard := range documents {
		if known[heard.EventDocId] {
			continue
		}
		known[heard.EventDocId] = true
		for _, event := range heard.Events {
			fmt.Println("event:", event.EventType)
			switch event.EventType {
			case types.EventTypeAssignmentSubmitted:
				if _, err := client.ApproveAssignment(ctx, &mturk.ApproveAssignmentInput{
					AssignmentId: aws.String(event.AssignmentId),
				}); err != nil {
					return err
				}
			case types.EventTypeAssignmentApproved:
				return nil
			}
		}
	}
	return nil
}

func run(ctx context.Context) error {
	client, err := connection.New(ctx)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	documents := make(chan document, 16)
	server := http.Server{Handler: webhook([]byte(os.Getenv("KEMPELEN_WEBHOOK_SECRET")), documents)}
	go server.Serve(listener)
	defer server.Close()

	hitID, err := publish(ctx, client, fmt.Sprintf("http://%s/", listener.Addr()))
	if err != nil {
		return err
	}
	fmt.Println("HIT:", aws.ToString(hitID))
	if err := hear(ctx, client, documents); err != nil {
		return err
	}
	if _, err := client.DeleteHIT(ctx, &mturk.DeleteHITInput{HITId: hitID}); err != nil {
		return err
	}
	fmt.Println("heard: everything")
	return nil
}

func main() {
	if err := run(context.Background()); err != nil {
		log.Fatal(err)
	}
}
