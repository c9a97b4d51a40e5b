package org.limn.loader;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.limn.autodiff.SettingException;
import org.limn.loader.text.PlainText;

/**
 * The names of a network's classes, as they may be shown ({@link PlainText}). A name may be a list of synonyms, {@code "tench, Tinca tinca"}, each of which will do.
 *
 * @param names class number → name; empty where nobody knows them
 */
public record Labels(SortedMap<Integer, String> names) {
    /** Of a network whose classes have numbers only. */
    public static final Labels NONE = new Labels(Collections.emptySortedMap());

    private static final int SUGGESTIONS = 5;

    public Labels {
        SortedMap<Integer, String> shown = new TreeMap<>();
        names.forEach((number, name) -> shown.put(number, PlainText.of(name)));
        names = Collections.unmodifiableSortedMap(shown);
        if (!names.isEmpty() && names.firstKey() < 0) {
            throw new SettingException("classes are numbered from 0, got " + names.firstKey());
        }
    }

    /** Names for the classes 0, 1, 2, … */
    public static Labels of(List<String> names) {
        SortedMap<Integer, String> numbered = new TreeMap<>();
        names.forEach(name -> numbered.put(numbered.size(), name));
        return new Labels(numbered);
    }

    /** The 1000 classes of ImageNet (ILSVRC 2012) in the usual order, that of their WordNet numbers. */
    public static Labels imageNet() {
        try (InputStream in = Labels.class.getResourceAsStream("imagenet-1k.txt")) {
            return of(new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a list of labels: text, JSON or CSV, see {@link LabelFile}.
     *
     * @throws IOException if the file cannot be read or is no such list, in one line that says where
     */
    public static Labels read(Path file) throws IOException {
        return new Labels(LabelFile.read(file));
    }

    /** The name of a class, or its number where it has none. */
    public String name(int number) {
        return names.getOrDefault(number, Integer.toString(number));
    }

    /**
     * The class that a person means: its number, its whole name, or one of the synonyms in its name; upper and lower case are
     * the same, and so are {@code _} and a blank.
     *
     * @throws IllegalArgumentException if there is no such class, naming similar ones, or if several have this name
     */
    public int number(String text) {
        String wanted = plain(text);
        if (wanted.matches("\\d{1,9}")) {
            return known(Integer.parseInt(wanted));
        }
        List<Integer> found = numbers(name -> plain(name).equals(wanted));
        if (found.size() != 1) {
            found = numbers(name -> synonyms(name).anyMatch(wanted::equals));
        }
        if (found.size() == 1) {
            return found.get(0);
        }
        throw new SettingException(
                found.isEmpty()
                        ? unknown(text)
                        : "'" + text + "' is the name of several classes: " + list(found) + "; give the number");
    }

    private int known(int number) {
        if (!names.isEmpty() && !names.containsKey(number)) {
            throw new SettingException(
                    "there is no class " + number + "; classes are " + names.firstKey() + " to " + names.lastKey());
        }
        return number;
    }

    private List<Integer> numbers(Predicate<String> matching) {
        return names.keySet().stream().filter(k -> matching.test(name(k))).toList();
    }

    private String unknown(String text) {
        if (names.isEmpty()) {
            return "no class is called '" + text + "': this network's classes have no names; give a number";
        }
        List<Integer> near = similar(plain(text));
        return "no class is called '" + text + "'"
                + (near.isEmpty() ? "; give its number, 0 to " + names.lastKey() : "; similar: " + list(near));
    }

    /** Those whose name contains the text, then those that are few letters away; nearest first. */
    private List<Integer> similar(String wanted) {
        record Near(int number, int distance) {}
        List<Near> near = new ArrayList<>();
        names.forEach((number, name) -> {
            int distance = plain(name).contains(wanted)
                    ? 0
                    : synonyms(name)
                            .mapToInt(s -> EditDistance.between(s, wanted))
                            .min()
                            .orElse(wanted.length());
            if (distance <= Math.max(1, wanted.length() / 3)) {
                near.add(new Near(number, distance));
            }
        });
        return near.stream()
                .sorted(Comparator.comparingInt(Near::distance))
                .limit(SUGGESTIONS)
                .map(Near::number)
                .toList();
    }

    private String list(List<Integer> numbers) {
        return numbers.stream().map(k -> k + " (" + name(k) + ")").collect(Collectors.joining("; "));
    }

    private static Stream<String> synonyms(String name) {
        return Stream.of(name.split(",")).map(Labels::plain);
    }

    private static String plain(String name) {
        return name.replace('_', ' ').strip().toLowerCase(Locale.ROOT);
    }
}
