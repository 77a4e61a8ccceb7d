// Package wire serves the registers, the SMS centre and the certification authority of the town on the wires
// that the real ones speak, with faults that can be switched on for each.
package wire
