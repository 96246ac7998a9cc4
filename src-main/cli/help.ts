export const help = `Portolan: port-forwards into Kubernetes that keep working while pods come and go.

Usage:
  portolan entry TYPE/NAME HOST                     Serve a host of an Ingress or a Gateway that leads to the target at a local
                                                    address, before its name is known to DNS.
  portolan forward TYPE/NAME [LOCAL:]REMOTE [...]   Forward local ports to a pod of the target.
  portolan list                                     List contexts, and the services of one with their ports.
  portolan proxy svc/NAME|pod/NAME [[LOCAL:]REMOTE] Serve a web server of the cluster at a local address, through the API
                                                    server: where ports may not be forwarded.
  portolan ways TYPE/NAME                           Show every way in to a target: addresses, and what is in the way.

The types are pod, svc, deploy, rs, sts, ds and job; a NAME alone is a pod.
A port is 8080:80, 5000 for 5000:5000, :5000 for a local port that the system chooses, or 8443:https by name.

Options:
  -n, --namespace NAME    The namespace; the context's own unless given.
      --context NAME      The kubeconfig context; the current one unless given. "demo" starts the built-in cluster.
      --kubeconfig FILE   The kubeconfig; KUBECONFIG, then ~/.kube/config unless given.
      --address LIST      Addresses to listen on, separated by commas; localhost unless given.
      --hold TIME         How long a new connection waits for a ready pod, such as 30s or 500ms; 10s unless given.
      --balance MODE      Which pod a new connection goes to: sticky, round-robin, least-connections or pod=NAME;
                          sticky unless given, the same pod for all as long as it is good.
      --eof WHEN          When the pod learns that a client has ended its side: defer, when it is quiet, or immediate,
                          as kubectl does; defer unless given.
      --allow-from LIST   Who may connect where other machines reach an address: addresses and networks such as
                          192.168.1.0/24, separated by commas; everybody unless given.
      --end-after TIME    Ends by itself so long after its start, such as 30m, 8h or 2d; never unless given, or as the
                          production context says.
      --production        You mean a context that is marked as production in Portolan; asked for where there is a
                          terminal, needed where there is none.
      --port NUMBER       For entry and proxy: the local port, as in kubectl proxy; 0, or not given, lets the system
                          choose.
      --https             For proxy: the port speaks https; its name and number tell unless given.
      --probe             For ways: try each from this computer, by direct connections, and say what came of it.
  -o, --output FORMAT     For list and ways: json.
  -h, --help              Print this help.
      --version           Print the version.

Without a port, proxy takes the only one that looks like a web server’s, of a service or of a pod.
Forwarded addresses are printed as kubectl prints them; what happens to them is told on standard error.
Ctrl-C ends all forwards, proxies and entries; a second one ends the program at once.
The exit status is 0 after Ctrl-C, 1 after a failure and 2 after wrong usage.
`;
