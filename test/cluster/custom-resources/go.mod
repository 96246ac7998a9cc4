module portolan.test/cluster/custom-resources

go 1.26.0

require (
	github.com/openshift/api v0.0.0-20230607130528-611114dca681 // indirect
	github.com/projectcontour/contour v1.33.8 // indirect
	github.com/traefik/traefik/v3 v3.7.13 // indirect
	istio.io/api v1.32.0 // indirect
	sigs.k8s.io/gateway-api v1.6.3 // indirect
)
