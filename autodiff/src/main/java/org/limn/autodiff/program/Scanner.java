package org.limn.autodiff.program;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes one line of a listing apart. */
final class Scanner {
    private static final Pattern WORD = Pattern.compile("[%$]?[\\p{Alnum}_]+");
    private static final Pattern NAME = Pattern.compile(Names.PLAIN + "|" + Names.QUOTED);
    private static final Pattern ORIGIN = Pattern.compile(Names.ORIGIN + "|" + Names.QUOTED);
    private static final Pattern ATTRIBUTE = Pattern.compile("\\[[^]]*]|[^,}\\s]+");
    private static final Pattern LIST = Pattern.compile("\\[[^]]*]");

    private final String text;
    private int at;

    Scanner(String text) {
        this.text = text;
        skip();
    }

    boolean atEnd() {
        return at == text.length();
    }

    boolean peek(String token) {
        return text.startsWith(token, at);
    }

    boolean accept(String token) {
        boolean there = peek(token);
        if (there) {
            at += token.length();
            skip();
        }
        return there;
    }

    void expect(String token) {
        if (!accept(token)) {
            throw new IllegalArgumentException("expected '" + token + "' at column " + (at + 1));
        }
    }

    String word() {
        return take(WORD, "a word").group();
    }

    String name() {
        return named(NAME);
    }

    String origin() {
        return named(ORIGIN);
    }

    String attribute() {
        return take(ATTRIBUTE, "an attribute's value").group();
    }

    List<Integer> numbers() {
        return items().stream().map(Integer::valueOf).toList();
    }

    float[] floats() {
        List<String> items = items();
        float[] data = new float[items.size()];
        for (int i = 0; i < data.length; i++) {
            data[i] = Float.parseFloat(items.get(i));
        }
        return data;
    }

    private List<String> items() {
        String list = take(LIST, "a list in brackets").group();
        return Arrays.stream(list.substring(1, list.length() - 1).split(","))
                .map(String::strip)
                .filter(s -> !s.isEmpty())
                .toList();
    }

    private String named(Pattern pattern) {
        Matcher m = take(pattern, "a name");
        return m.group(1) == null ? m.group() : Names.unescape(m.group(1));
    }

    private Matcher take(Pattern pattern, String what) {
        Matcher m = pattern.matcher(text).region(at, text.length());
        if (!m.lookingAt()) {
            throw new IllegalArgumentException("expected " + what + " at column " + (at + 1));
        }
        at = m.end();
        skip();
        return m;
    }

    private void skip() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }
}
