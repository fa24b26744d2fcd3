// Processes and TCP proxies of the Sevalla platform, and tunnels of Private Connect, as code.
package sevalla
