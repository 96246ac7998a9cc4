// Command testserver is the application in the test pods: an HTTP server and one TCP port
// for each way in which an application can behave badly towards a port-forward.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	httpPort := flag.Int("http", 8080, "port of the HTTP server; 0 switches it off, as for every port")
	httpsPort := flag.Int("https", 0, "port of the same with TLS, by a certificate that nobody trusts")
	grace := flag.Duration("grace", 0, "how long to keep serving after SIGTERM")
	startDelay := flag.Duration("start-delay", 0, "how long to wait before the ports are opened")
	unready := flag.Bool("unready", false, "start unready; POST /ready/on makes it ready")
	tcpPorts := make(map[string]*int)
	for name, service := range tcpServices {
		tcpPorts[name] = flag.Int(name, service.defaultPort, service.help)
	}
	flag.Parse()

	terminated, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()

	if !sleepUnless(terminated, *startDelay) {
		return
	}
	for name, port := range tcpPorts {
		serveTCP(*port, tcpServices[name].serve)
	}
	web := newWeb(!*unready)
	if *httpPort != 0 {
		listener, err := net.Listen("tcp", address(*httpPort))
		if err != nil {
			log.Fatal(err)
		}
		go serveHTTP(listener, web)
	}
	if *httpsPort != 0 {
		go serveHTTP(secureListener(*httpsPort), web)
	}

	<-terminated.Done()
	// A draining pod is unready but still serves: that is what a rollout under load looks like.
	web.ready.Store(false)
	time.Sleep(*grace)
}

func serveHTTP(listener net.Listener, web *web) {
	if err := http.Serve(listener, web.handler(listener)); !errors.Is(err, net.ErrClosed) {
		log.Fatal(err)
	}
}

func serveTCP(port int, serve func(*net.TCPConn)) {
	if port == 0 {
		return
	}
	listener, err := net.Listen("tcp", address(port))
	if err != nil {
		log.Fatal(err)
	}
	go func() {
		for {
			connection, err := listener.Accept()
			if err != nil {
				log.Fatal(err)
			}
			go serve(connection.(*net.TCPConn))
		}
	}()
}

// sleepUnless reports whether the whole duration passed before the context ended.
func sleepUnless(ctx context.Context, duration time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(duration):
		return true
	}
}

func address(port int) string { return fmt.Sprintf(":%d", port) }

// podName comes from the downward API; outside a pod the host name stands in for it.
func podName() string {
	if name := os.Getenv("POD_NAME"); name != "" {
		return name
	}
	return hostname()
}

func hostname() string {
	name, err := os.Hostname()
	if err != nil {
		log.Fatal(err)
	}
	return name
}
