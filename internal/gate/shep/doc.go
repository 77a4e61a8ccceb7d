// Package shep speaks the synchronous channel, version 10, of SHEP (the gateway of "electronic
// government", also called VSHEP or Smart Bridge), through which the state registers are asked.
//
// A message is a SOAP 1.1 envelope whose body holds SendMessage with the service's own XML in
// request/requestData/data; the answer holds SendMessageResponse. The shapes follow published samples
// of the channel (namespace http://bip.bee.kz/SyncChannel/v10/Types); no official scheme is public.
//
// Signing is plugged in: [Settings.Sign] turns an envelope into a signed one (WS-Security) and
// [Settings.Check] turns a received envelope into the part of it that is proved.
//
// Sizes and depths are bounded before anything is parsed, and a document type declaration is refused.
// Errors never hold what was asked or answered.
package shep
