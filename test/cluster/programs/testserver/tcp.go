package main

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"time"
)

type tcpService struct {
	defaultPort int
	help        string
	serve       func(*net.TCPConn)
}

var tcpServices = map[string]tcpService{
	"echo":   {7000, "port that sends back what it receives", echo},
	"banner": {7001, "port where the server speaks first, then echoes", banner},
	"reset":  {7002, "port that resets the connection once it has received a byte", reset},
	"stall":  {7003, "port that accepts and never reads", stall},
	"lines":  {7004, "port that answers the first line with 30 lines over 3 s", lines},
	"greet":  {7005, "port that sends a banner and closes", greet},
	"count":  {7006, "port that answers the end of the request with the number of its bytes", count},
}

const bannerText = "220 testserver ready\r\n"

func echo(connection *net.TCPConn) {
	defer connection.Close()
	_, _ = io.Copy(connection, connection)
}

func banner(connection *net.TCPConn) {
	_, _ = io.WriteString(connection, bannerText)
	echo(connection)
}

func greet(connection *net.TCPConn) {
	_, _ = io.WriteString(connection, bannerText)
	_ = connection.Close()
}

func reset(connection *net.TCPConn) {
	_, _ = connection.Read(make([]byte, 1))
	// Closing without lingering makes the kernel send RST instead of FIN.
	_ = connection.SetLinger(0)
	_ = connection.Close()
}

func stall(connection *net.TCPConn) {
	// Never reached, but it keeps the collector from closing a connection that nobody seems to use.
	defer connection.Close()
	// A small window makes the sender feel it after kilobytes instead of megabytes.
	_ = connection.SetReadBuffer(4096)
	select {}
}

// lines waits for a line and not for the end of the request: the kubelet does not pass a half-close on.
func lines(connection *net.TCPConn) {
	defer connection.Close()
	if _, err := bufio.NewReader(connection).ReadString('\n'); err != nil {
		return
	}
	for line := 1; line <= 30; line++ {
		time.Sleep(100 * time.Millisecond)
		if _, err := fmt.Fprintf(connection, "line %d of 30\n", line); err != nil {
			return
		}
	}
}

func count(connection *net.TCPConn) {
	defer connection.Close()
	received, err := io.Copy(io.Discard, connection)
	if err == nil {
		fmt.Fprintf(connection, "%d bytes\n", received)
	}
}
