package org.limn.loader.onnx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.limn.autodiff.op.Gather;
import org.limn.autodiff.op.MatMul;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.tensor.Shape;

/**
 * Sums of products named by letters: {@code bij,bjk->bik}. Operands are taken two at a time; letters of both that the rest does
 * not need are contracted by one matrix product, letters of one alone are summed first.
 */
final class Einsum {
    /** An operand with a letter per axis, each once. */
    private record Term(Value value, List<Character> letters) {
        int extent(char letter) {
            return value.shape().dim(letters.indexOf(letter));
        }
    }

    private final Lines emit;

    private Einsum(Lines emit) {
        this.emit = emit;
    }

    static Value of(String equation, Node n) {
        String text = equation.replace(" ", "");
        String[] sides = text.split("->", -1);
        String[] inputs = sides[0].split(",", -1);
        Node.require(
                sides.length <= 2 && inputs.length == n.inputs(),
                "equation '" + equation + "' does not name " + n.inputs() + " inputs");
        Einsum e = new Einsum(n.emit());
        int dots = 0;
        for (int i = 0; i < inputs.length; i++) {
            int named = inputs[i].replace("...", "").length();
            dots = inputs[i].contains("...") ? Math.max(dots, n.shape(i).rank() - named) : dots;
        }
        List<List<Character>> letters = new ArrayList<>();
        for (int i = 0; i < inputs.length; i++) {
            letters.add(e.letters(inputs[i], n.shape(i).rank(), dots));
        }
        List<Character> result = sides.length == 2 ? e.letters(sides[1], -1, dots) : implied(letters, dots);
        List<Term> terms = new ArrayList<>();
        for (int i = 0; i < inputs.length; i++) {
            terms.add(e.diagonal(n.value(i), letters.get(i)));
        }
        return e.contract(e.stretched(terms), result);
    }

    /** A letter per axis; the axes of an ellipsis get digits, counted from its end. */
    private List<Character> letters(String side, int rank, int dots) {
        List<Character> all = new ArrayList<>();
        int at = side.indexOf("...");
        String before = at < 0 ? side : side.substring(0, at), after = at < 0 ? "" : side.substring(at + 3);
        Node.require(
                (before + after).chars().allMatch(Character::isLetter),
                "the equation's '" + side + "' should hold letters and at most one ellipsis");
        int covered = at < 0 ? 0 : rank < 0 ? dots : rank - before.length() - after.length();
        before.chars().forEach(c -> all.add((char) c));
        for (int i = dots - covered; i < dots; i++) {
            all.add((char) ('0' + i));
        }
        after.chars().forEach(c -> all.add((char) c));
        Node.require(
                rank < 0 || (covered >= 0 && all.size() == rank),
                "'" + side + "' does not fit " + rank + " dimensions");
        return all;
    }

    /** Without a right side: the ellipsis, then every letter that stands once, in alphabetical order. */
    private static List<Character> implied(List<List<Character>> inputs, int dots) {
        Map<Character, Integer> counts = new TreeMap<>();
        inputs.forEach(l -> l.forEach(c -> counts.merge(c, 1, Integer::sum)));
        List<Character> result = new ArrayList<>();
        for (int i = 0; i < dots; i++) {
            result.add((char) ('0' + i));
        }
        counts.forEach((c, k) -> {
            if (k == 1 && !result.contains(c)) {
                result.add(c);
            }
        });
        return result;
    }

    /** A letter that stands twice in one operand means its diagonal. */
    private Term diagonal(Value value, List<Character> letters) {
        Value x = value;
        List<Character> left = new ArrayList<>(letters);
        for (int b = left.size() - 1; b > 0; b--) {
            int a = left.indexOf(left.get(b));
            if (a < b) {
                x = diagonal(x, a, b);
                left.remove(b);
            }
        }
        return new Term(x, left);
    }

    private Value diagonal(Value x, int a, int b) {
        int n = x.shape().dim(a);
        Node.require(n == x.shape().dim(b), "a diagonal of " + x.shape() + " needs equal extents");
        List<Integer> perm = new ArrayList<>();
        for (int i = 0; i < x.shape().rank(); i++) {
            if (i != b) {
                perm.add(i);
            }
            if (i == a) {
                perm.add(b);
            }
        }
        Value together = emit.transpose(x, perm);
        List<Integer> dims = new ArrayList<>(together.shape().toList());
        dims.remove(a + 1);
        List<Integer> flat = new ArrayList<>(dims);
        flat.set(a, n * n);
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            places.add(i * (n + 1));
        }
        return emit.reshape(emit.emit(new Gather(a, places), emit.reshape(together, Shape.of(flat))), Shape.of(dims));
    }

    /** Extents of 1 stretched where another operand has more under the same letter. */
    private List<Term> stretched(List<Term> terms) {
        Map<Character, Integer> extents = new LinkedHashMap<>();
        terms.forEach(t -> t.letters.forEach(c -> extents.merge(c, t.extent(c), Math::max)));
        return terms.stream()
                .map(t -> {
                    Shape wide = Shape.of(t.letters.stream()
                            .map(c -> Node.nonNull(extents.get(c)))
                            .toList());
                    return new Term(emit.broadcast(t.value, wide), t.letters);
                })
                .toList();
    }

    private Value contract(List<Term> terms, List<Character> result) {
        Term all = terms.get(0);
        for (int i = 1; i < terms.size(); i++) {
            Set<Character> needed = new LinkedHashSet<>(result);
            terms.subList(i + 1, terms.size()).forEach(t -> needed.addAll(t.letters));
            all = product(all, terms.get(i), needed);
        }
        Term summed = summed(all, new LinkedHashSet<>(result));
        Node.require(
                summed.letters.containsAll(result) && summed.letters.size() == result.size(),
                "the equation's result names letters that no input has, or one twice");
        return arranged(summed, result);
    }

    /** One matrix product: letters of both and needed are its batch, of both and not needed what it sums over. */
    private Term product(Term left, Term right, Set<Character> needed) {
        Set<Character> forLeft = new LinkedHashSet<>(needed), forRight = new LinkedHashSet<>(needed);
        forLeft.addAll(right.letters);
        forRight.addAll(left.letters);
        Term a = summed(left, forLeft), b = summed(right, forRight);
        List<Character> batch = new ArrayList<>(),
                inner = new ArrayList<>(),
                rows = new ArrayList<>(),
                columns = new ArrayList<>();
        for (char c : a.letters) {
            (!b.letters.contains(c) ? rows : needed.contains(c) ? batch : inner).add(c);
        }
        b.letters.stream().filter(c -> !a.letters.contains(c)).forEach(columns::add);
        int n = size(a, batch), m = size(a, rows), k = size(a, inner), p = size(b, columns);
        Value x = emit.reshape(arranged(a, joined(batch, rows, inner)), Shape.of(n, m, k));
        Value y = emit.reshape(arranged(b, joined(batch, inner, columns)), Shape.of(n, k, p));
        List<Character> letters = joined(batch, rows, columns);
        List<Integer> dims = new ArrayList<>();
        letters.forEach(c -> dims.add(a.letters.contains(c) ? a.extent(c) : b.extent(c)));
        return new Term(emit.reshape(emit.emit(new MatMul(false, false), x, y), Shape.of(dims)), letters);
    }

    private static int size(Term t, List<Character> letters) {
        return letters.stream().mapToInt(t::extent).reduce(1, (p, q) -> Shape.extent((long) p * q));
    }

    @SafeVarargs
    private static List<Character> joined(List<Character>... parts) {
        List<Character> all = new ArrayList<>();
        for (List<Character> part : parts) {
            all.addAll(part);
        }
        return all;
    }

    private Term summed(Term t, Set<Character> kept) {
        List<Integer> axes = new ArrayList<>(), dims = new ArrayList<>();
        List<Character> left = new ArrayList<>();
        for (int i = 0; i < t.letters.size(); i++) {
            if (kept.contains(t.letters.get(i))) {
                left.add(t.letters.get(i));
                dims.add(t.value.shape().dim(i));
            } else {
                axes.add(i);
            }
        }
        return new Term(emit.reshape(emit.reduceSum(t.value, axes), Shape.of(dims)), left);
    }

    private Value arranged(Term t, List<Character> order) {
        List<Integer> perm = order.stream().map(t.letters::indexOf).toList();
        return order.equals(t.letters) ? t.value : emit.transpose(t.value, perm);
    }
}
