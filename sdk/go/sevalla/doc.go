// Processes and TCP proxies of the Sevalla platform as code.
package sevalla
