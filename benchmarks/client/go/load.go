// What client_load.cc does, with the AWS SDK v2 for Go: as many goroutines as connections.
package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"regexp"
	"strconv"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/mturk"
)

var failures atomic.Int64

func create(client *mturk.Client, question string) error {
	_, err := client.CreateHIT(context.Background(), &mturk.CreateHITInput{
		MaxAssignments:              aws.Int32(1),
		LifetimeInSeconds:           aws.Int64(604800),
		AssignmentDurationInSeconds: aws.Int64(600),
		Reward:                      aws.String("0.05"),
		Title:                       aws.String("Say which animal it is"),
		Keywords:                    aws.String("image, label, animal"),
		Description:                 aws.String("Look at one picture and say which animal it shows."),
		Question:                    aws.String(question),
	})
	return err
}

func ask(client *mturk.Client) error {
	_, err := client.GetAccountBalance(context.Background(), &mturk.GetAccountBalanceInput{})
	return err
}

// run calls for so long, and returns how many calls were good.
func run(call func() error, connections, milliseconds int) int64 {
	var calls atomic.Int64
	var all sync.WaitGroup
	end := time.Now().Add(time.Duration(milliseconds) * time.Millisecond)
	for i := 0; i < connections; i++ {
		all.Add(1)
		go func() {
			defer all.Done()
			for time.Now().Before(end) {
				if err := call(); err != nil {
					log.Print(err)
					failures.Add(1)
				} else {
					calls.Add(1)
				}
			}
		}()
	}
	all.Wait()
	return calls.Load()
}

func processorSeconds() float64 {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		log.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano()).Seconds()
}

func peakMegabytes() float64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		log.Fatal(err)
	}
	found := regexp.MustCompile(`VmHWM:\s+(\d+)`).FindSubmatch(status)
	return float64(number(string(found[1]))) * 1024 / 1e6
}

func number(text string) int {
	value, err := strconv.Atoi(text)
	if err != nil {
		log.Fatal(err)
	}
	return value
}

func main() {
	question, err := io.ReadAll(os.Stdin)
	if err != nil {
		log.Fatal(err)
	}
	operation, connections := os.Args[1], number(os.Args[2])
	// Of itself the SDK keeps ten connections to one host.
	pool := awshttp.NewBuildableClient().WithTransportOptions(func(transport *http.Transport) {
		transport.MaxIdleConnsPerHost = connections
	})
	settings, err := config.LoadDefaultConfig(context.Background(), config.WithRegion("us-east-1"),
		config.WithHTTPClient(pool))
	if err != nil {
		log.Fatal(err)
	}
	client := mturk.NewFromConfig(settings, func(options *mturk.Options) {
		options.BaseEndpoint = aws.String(os.Getenv("AWS_ENDPOINT_URL_MTURK"))
	})
	call := func() error { return ask(client) }
	if operation == "CreateHIT" {
		call = func() error { return create(client, string(question)) }
	}

	run(call, connections, number(os.Args[4]))
	began, usedBefore := time.Now(), processorSeconds()
	calls := run(call, connections, number(os.Args[3]))
	used, wall := processorSeconds()-usedBefore, time.Since(began).Seconds()
	fmt.Println(calls, failures.Load(), wall, used, peakMegabytes())
}
