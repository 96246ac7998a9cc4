package main

import (
	"bufio"
	"compress/gzip"
	"crypto/sha1"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
)

// What a proxy in between may change, and what it may hold back.
func addProxied(mux *http.ServeMux) {
	mux.HandleFunc("/request", told)
	mux.HandleFunc("/request/", told)
	mux.HandleFunc("/answer", answer)
	mux.HandleFunc("GET /events", events)
	mux.HandleFunc("GET /ws", webSocketEcho)
}

// told answers with the request as it came, its body left out, and with the name of the TLS handshake, empty without TLS.
func told(response http.ResponseWriter, request *http.Request) {
	headers := make(map[string]string)
	for name, values := range request.Header {
		headers[strings.ToLower(name)] = strings.Join(values, ", ")
	}
	sni := ""
	if request.TLS != nil {
		sni = request.TLS.ServerName
	}
	response.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(response).Encode(map[string]any{
		"sni":     sni,
		"method":  request.Method,
		"target":  request.RequestURI,
		"host":    request.Host,
		"headers": headers,
	})
}

// answer answers as it is asked to: code, header (as often as wanted, "Name: value"), body, and gzip for a packed body.
func answer(response http.ResponseWriter, request *http.Request) {
	query := request.URL.Query()
	code, err := strconv.Atoi(query.Get("code"))
	if err != nil {
		code = http.StatusOK
	}
	for _, header := range query["header"] {
		name, value, _ := strings.Cut(header, ": ")
		response.Header().Add(name, value)
	}
	if query.Get("gzip") == "" {
		response.WriteHeader(code)
		_, _ = io.WriteString(response, query.Get("body"))
		return
	}
	response.Header().Set("Content-Encoding", "gzip")
	response.WriteHeader(code)
	packed := gzip.NewWriter(response)
	_, _ = io.WriteString(packed, query.Get("body"))
	_ = packed.Close()
}

// events sends one event at once, and then nothing until the client leaves.
func events(response http.ResponseWriter, request *http.Request) {
	response.Header().Set("Content-Type", "text/event-stream")
	fmt.Fprintf(response, "data: %s\n\n", podName())
	_ = http.NewResponseController(response).Flush()
	<-request.Context().Done()
}

// webSocketEcho sends every frame back (RFC 6455), also the closing one, after which it closes.
func webSocketEcho(response http.ResponseWriter, request *http.Request) {
	key := request.Header.Get("Sec-WebSocket-Key")
	if key == "" {
		http.Error(response, "a WebSocket is asked for with a key", http.StatusBadRequest)
		return
	}
	connection, buffered, err := http.NewResponseController(response).Hijack()
	if err != nil {
		return
	}
	defer connection.Close()
	sum := sha1.Sum([]byte(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"))
	fmt.Fprintf(connection, "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"+
		"Sec-WebSocket-Accept: %s\r\n\r\n", base64.StdEncoding.EncodeToString(sum[:]))
	for {
		first, payload, err := readFrame(buffered.Reader)
		if err != nil {
			return
		}
		if _, err := connection.Write(frame(first, payload)); err != nil || first&0x0f == 8 {
			return
		}
	}
}

func readFrame(reader *bufio.Reader) (byte, []byte, error) {
	head := make([]byte, 2)
	if _, err := io.ReadFull(reader, head); err != nil {
		return 0, nil, err
	}
	length := uint64(head[1] & 0x7f)
	if size := map[uint64]int{126: 2, 127: 8}[length]; size > 0 {
		long := make([]byte, 8)
		if _, err := io.ReadFull(reader, long[8-size:]); err != nil {
			return 0, nil, err
		}
		length = binary.BigEndian.Uint64(long)
	}
	rest := make([]byte, 4+length)
	if _, err := io.ReadFull(reader, rest); err != nil {
		return 0, nil, err
	}
	mask, payload := rest[:4], rest[4:]
	for index := range payload {
		payload[index] ^= mask[index%4]
	}
	return head[0], payload, nil
}

func frame(first byte, payload []byte) []byte {
	head := make([]byte, 10)
	head[0], head[1] = first, 127
	binary.BigEndian.PutUint64(head[2:], uint64(len(payload)))
	if len(payload) < 126 {
		head = []byte{first, byte(len(payload))}
	}
	return append(head, payload...)
}
