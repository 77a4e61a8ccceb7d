package main

import "maps"

// post is a line of the matrix of forms.
type post struct {
	make  func(w *world, tenant string) act
	ok    int // of the right person
	twice int // of the same form with the same key
	late  int // of the same form with another key
}

// These are the forms of an organisation's windows in the matrix.
func init() {
	maps.Copy(posts, map[string]post{
		"/org/lists":            {byRector("/org/lists", sentList), 303, 303, 303},
		"/org/lists/{ref}":      {onList((*world).faultyList, "", "strike=2"), 303, 303, 303},
		"/org/lists/{ref}/file": {onList((*world).readyList, "/file", ""), 303, 303, 303},
		"/org/lists/{ref}/drop": {onList((*world).faultyList, "/drop", ""), 303, 404, 404},
		"/org/lists/{ref}/sign": {signedList, 303, 303, 303},
		"/org/one":              {byRector("/org/one", oneRow), 303, 303, 303},
		"/org/residents":        {byRector("/org/residents", atCampus("do=end")), 303, 303, 303}, // nobody is ticked
		"/org/residents/end":    {byRector("/org/residents/end", atCampus("reason=left")), 303, 303, 303},
	})
}
