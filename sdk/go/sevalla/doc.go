// Applications of the Sevalla platform with all that belongs to them, and tunnels of Private Connect, as code.
package sevalla
