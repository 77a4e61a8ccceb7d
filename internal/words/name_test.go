package words

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestNames(t *testing.T) {
	cases := []struct{ got, want string }{
		{Name(RU, "Сейітқали", "Айдана", "Ерланқызы"), "Сейітқали Айдана Ерланқызы"},
		{Name(EN, "Сейітқали", "Айдана", ""), "Сейітқали Айдана"},
		{Name(KK, "", " Айдана ", ""), "Айдана"},
		{ShortName("Сейітқали", "Айдана", "Ерланқызы"), "Сейітқали\u00a0А.\u00a0Е."},
		{ShortName("Ким", "Вера", ""), "Ким\u00a0В."},
		{ShortName("Ким", "", ""), "Ким"},
		{ShortName("", "Әлия", ""), "Ә."},
		{ShortName("", "", ""), ""},
		{Join(KK, []string{"А", "Ә", "Б"}), "А, Ә және Б"},
		{Join(RU, []string{"А", "Б"}), "А и Б"},
		{Join(EN, []string{"A"}), "A"},
		{Join(EN, nil), ""},
	}
	for _, c := range cases {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

func TestSort(t *testing.T) {
	alphabet := []string{}
	for _, r := range "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя" {
		alphabet = append(alphabet, string(r))
	}
	for _, l := range []Lang{KK, RU} {
		mess := slices.Clone(alphabet)
		slices.Sort(mess) // code points put ә, ғ and their sisters after я
		if slices.Equal(mess, alphabet) {
			t.Fatal("the mess is in order")
		}
		Sort(l, mess)
		if diff := cmp.Diff(alphabet, mess); diff != "" {
			t.Errorf("%s: %s", l, diff)
		}
	}
	latin := []string{"Taraz", "astana", "Öskemen", "Oral"}
	Sort(EN, latin)
	if diff := cmp.Diff([]string{"astana", "Oral", "Öskemen", "Taraz"}, latin); diff != "" {
		t.Error(diff)
	}
}

func TestSortByIsStable(t *testing.T) {
	type row struct {
		name string
		no   int
	}
	rows := []row{{"Ұлытау", 1}, {"Түркістан", 2}, {"Ұлытау", 3}, {"Әйтеке би", 4}}
	SortBy(KK, rows, func(r row) string { return r.name })
	want := []int{4, 2, 1, 3}
	for i, r := range rows {
		if r.no != want[i] {
			t.Fatalf("place %d: %v", i, r)
		}
	}
}
