package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"sync/atomic"
	"time"
)

type web struct {
	ready atomic.Bool
}

func newWeb(ready bool) *web {
	created := &web{}
	created.ready.Store(ready)
	return created
}

func (w *web) handler(listener net.Listener) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", identity)
	mux.HandleFunc("GET /bytes", bytesOf)
	mux.HandleFunc("POST /sink", sink)
	mux.HandleFunc("GET /slow", slow)
	addProxied(mux)
	mux.HandleFunc("/quit", quit(listener))
	mux.HandleFunc("GET /ready", w.readiness)
	mux.HandleFunc("/ready/on", w.setReady(true))
	mux.HandleFunc("/ready/off", w.setReady(false))
	return mux
}

func identity(response http.ResponseWriter, _ *http.Request) {
	fmt.Fprintf(response, "pod=%s\nhost=%s\n", podName(), hostname())
}

// patternLength is prime, so a block that is lost, doubled or out of place changes the bytes that follow.
const patternLength = 251

func bytesOf(response http.ResponseWriter, request *http.Request) {
	count, err := strconv.ParseInt(request.URL.Query().Get("n"), 10, 64)
	if err != nil || count < 0 {
		http.Error(response, "n must be a number of bytes", http.StatusBadRequest)
		return
	}
	response.Header().Set("Content-Type", "application/octet-stream")
	response.Header().Set("Content-Length", strconv.FormatInt(count, 10))
	block := make([]byte, patternLength*256)
	for index := range block {
		block[index] = byte(index % patternLength)
	}
	for count > 0 {
		part := block[:min(count, int64(len(block)))]
		if _, err := response.Write(part); err != nil {
			return
		}
		count -= int64(len(part))
	}
}

func sink(response http.ResponseWriter, request *http.Request) {
	hash := sha256.New()
	count, err := io.Copy(hash, request.Body)
	if err != nil {
		http.Error(response, err.Error(), http.StatusBadRequest)
		return
	}
	response.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(response).Encode(map[string]any{
		"bytes":  count,
		"sha256": hex.EncodeToString(hash.Sum(nil)),
	})
}

// slow sends its headers at once and its body after ms milliseconds (1000 unless told).
func slow(response http.ResponseWriter, request *http.Request) {
	wait := time.Second
	if text := request.URL.Query().Get("ms"); text != "" {
		ms, err := strconv.Atoi(text)
		if err != nil || ms < 0 {
			http.Error(response, "ms must be a number of milliseconds", http.StatusBadRequest)
			return
		}
		wait = time.Duration(ms) * time.Millisecond
	}
	_ = http.NewResponseController(response).Flush()
	if sleepUnless(request.Context(), wait) {
		identity(response, request)
	}
}

// quit ends the process with the exit status given as code (0 unless told). It listens no more before it says so: who
// comes after the answer meets nobody, never a server that is about to end.
func quit(listener net.Listener) http.HandlerFunc {
	return func(response http.ResponseWriter, request *http.Request) {
		code, _ := strconv.Atoi(request.URL.Query().Get("code"))
		_ = listener.Close()
		fmt.Fprintln(response, "ending")
		_ = http.NewResponseController(response).Flush()
		os.Exit(code)
	}
}

func (w *web) readiness(response http.ResponseWriter, _ *http.Request) {
	if !w.ready.Load() {
		http.Error(response, "not ready", http.StatusServiceUnavailable)
		return
	}
	fmt.Fprintln(response, "ready")
}

func (w *web) setReady(ready bool) http.HandlerFunc {
	return func(response http.ResponseWriter, _ *http.Request) {
		w.ready.Store(ready)
		fmt.Fprintf(response, "ready=%t\n", ready)
	}
}
