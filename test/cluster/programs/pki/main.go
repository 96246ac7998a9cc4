// Command pki writes a certificate authority, an API server certificate and one client certificate
// into a folder. Everything is valid for a year: a test cluster never lives longer.
package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"time"
)

type authority struct {
	certificate *x509.Certificate
	key         *ecdsa.PrivateKey
}

func main() {
	if len(os.Args) != 3 || net.ParseIP(os.Args[2]) == nil {
		fmt.Fprintln(os.Stderr, "usage: pki FOLDER ADDRESS-OF-API-SERVER")
		os.Exit(2)
	}
	if err := writeAll(os.Args[1], net.ParseIP(os.Args[2])); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func writeAll(folder string, apiServer net.IP) error {
	ca, err := issue(folder, "ca", &x509.Certificate{
		Subject:               pkix.Name{CommonName: "portolan test authority"},
		IsCA:                  true,
		BasicConstraintsValid: true,
		KeyUsage:              x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature,
	}, nil)
	if err != nil {
		return err
	}
	if _, err := issue(folder, "apiserver", &x509.Certificate{
		Subject:     pkix.Name{CommonName: "kube-apiserver"},
		KeyUsage:    x509.KeyUsageDigitalSignature,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		// localhost and loopback are for tests that put a proxy of their own before the API server.
		DNSNames:    []string{"kubernetes", "kubernetes.default.svc", "localhost", "api.portolan.test"},
		IPAddresses: []net.IP{apiServer, net.IPv4(127, 0, 0, 1), net.IPv6loopback, net.IPv4(10, 96, 0, 1)},
	}, ca); err != nil {
		return err
	}
	_, err = issue(folder, "admin", &x509.Certificate{
		Subject:     pkix.Name{CommonName: "certificate-admin", Organization: []string{"system:masters"}},
		KeyUsage:    x509.KeyUsageDigitalSignature,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth},
	}, ca)
	return err
}

// issue writes NAME.crt and NAME.key; without a signer the certificate signs itself.
func issue(folder, name string, template *x509.Certificate, signer *authority) (*authority, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	template.SerialNumber, err = rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120))
	if err != nil {
		return nil, err
	}
	// An hour of past keeps a clock that was just corrected from refusing the certificate.
	template.NotBefore = time.Now().Add(-time.Hour)
	template.NotAfter = time.Now().AddDate(1, 0, 0)
	own := &authority{certificate: template, key: key}
	if signer == nil {
		signer = own
	}
	der, err := x509.CreateCertificate(rand.Reader, template, signer.certificate, &key.PublicKey, signer.key)
	if err != nil {
		return nil, err
	}
	keyDER, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, err
	}
	if err := writePEM(filepath.Join(folder, name+".crt"), "CERTIFICATE", der, 0o644); err != nil {
		return nil, err
	}
	return own, writePEM(filepath.Join(folder, name+".key"), "PRIVATE KEY", keyDER, 0o600)
}

func writePEM(path, kind string, der []byte, mode os.FileMode) error {
	return os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), mode)
}
