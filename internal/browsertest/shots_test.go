package browsertest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

var notName = regexp.MustCompile(`[^a-z0-9]+`)

// TestShots takes pictures of every page of the album into the folder TIRKEU_TEST_SHOTS, wide and narrow.
func TestShots(t *testing.T) {
	folder := os.Getenv("TIRKEU_TEST_SHOTS")
	if folder == "" {
		return // no pictures are asked for
	}
	wanted, err := regexp.Compile(os.Getenv("TIRKEU_TEST_SHOTS_OF"))
	if err != nil {
		t.Fatal(err)
	}
	parent, a := chromium(t), need(t, gathered)
	g, list := hang(t, a), a.looked()
	number := map[string]int{}
	names := make([]string, len(a.pictures))
	for i, x := range a.pictures {
		name := strings.Trim(notName.ReplaceAllString(strings.ToLower(x.route), "-"), "-") + fmt.Sprintf("-%d", x.page.status)
		number[x.lang+name]++
		names[i] = fmt.Sprintf("%s-%02d", name, number[x.lang+name])
	}
	inTabs(t, parent, len(list), func(ctx context.Context, n int) error {
		i := list[n]
		if !wanted.MatchString(a.pictures[i].lang + "/" + names[i]) {
			return nil
		}
		for _, width := range []int64{1280, 360} {
			dir := filepath.Join(folder, fmt.Sprintf("%s-%d", a.pictures[i].lang, width))
			if err := os.MkdirAll(dir, 0o755); err != nil {
				return err
			}
			if err := shoot(ctx, g.url(i), width, filepath.Join(dir, names[i]+".png")); err != nil {
				return fmt.Errorf("%s: %w", a.pictures[i], err)
			}
		}
		return nil
	})
}

func shoot(ctx context.Context, url string, width int64, file string) error {
	ctx, cancel := context.WithTimeout(ctx, slowest)
	defer cancel()
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, height), chromedp.Navigate(url)); err != nil {
		return err
	}
	png, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	if err != nil {
		return err
	}
	return os.WriteFile(file, png, 0o644)
}
