package org.limn.attribution.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the grammar of settings:
 *
 * <pre>{@code
 * call  = word [ ":" key "=" value { "," key "=" value } ]
 * value = [ word ] | "(" call ")" | "[" [ value { "," value } ] "]"
 * }</pre>
 */
final class Reader {
    /** Deeper nesting than any method has; what is deeper is a mistake. */
    private static final int DEEPEST = 16;

    private final String text;
    private int at;

    private Reader(String text) {
        this.text = text;
    }

    static SettingNode.Call read(String text) {
        Reader reader = new Reader(text.strip());
        SettingNode.Call call = reader.call(0);
        if (reader.at < reader.text.length()) {
            throw reader.wrong("the end");
        }
        return call;
    }

    private SettingNode.Call call(int depth) {
        String name = word();
        Map<String, SettingNode> settings = new LinkedHashMap<>();
        if (take(':')) {
            do {
                String key = word();
                if (!take('=')) {
                    throw wrong("'=' and a value for " + key);
                }
                if (settings.put(key, value(depth)) != null) {
                    throw new SettingsException(name + ": the setting " + key + " is given twice");
                }
            } while (take(','));
        }
        return new SettingNode.Call(name, settings);
    }

    private SettingNode value(int depth) {
        if (depth > DEEPEST) {
            throw new SettingsException("settings are nested more than " + DEEPEST + " deep");
        }
        if (take('(')) {
            SettingNode.Call call = call(depth + 1);
            close(')');
            return call;
        }
        return take('[') ? items(depth + 1) : new SettingNode.Word(text());
    }

    private SettingNode items(int depth) {
        List<SettingNode> items = new ArrayList<>();
        if (!take(']')) {
            do {
                items.add(value(depth));
            } while (take(','));
            close(']');
        }
        return new SettingNode.Items(items);
    }

    private String word() {
        String word = text();
        if (word.isEmpty()) {
            throw wrong("a name or a value");
        }
        return word;
    }

    /** A word, or nothing, which is a value too: that of a setting that may be empty. */
    private String text() {
        int start = at;
        while (at < text.length() && ",=()[]".indexOf(text.charAt(at)) < 0 && !endsName(start)) {
            at++;
        }
        return text.substring(start, at).strip();
    }

    /** A colon ends a word that is followed by {@code key=}; others, as in {@code C:/file}, belong to it. */
    private boolean endsName(int start) {
        return text.charAt(at) == ':' && at > start && text.substring(at + 1).matches("(?s)\\s*[\\w-]*\\s*(=.*)?");
    }

    private boolean take(char c) {
        boolean there = at < text.length() && text.charAt(at) == c;
        at += there ? 1 : 0;
        return there;
    }

    private void close(char c) {
        if (!take(c)) {
            throw wrong("'" + c + "'");
        }
    }

    private SettingsException wrong(String expected) {
        String found = at < text.length() ? "'" + text.charAt(at) + "'" : "the end";
        return new SettingsException(
                "'" + text + "': expected " + expected + " at character " + (at + 1) + ", found " + found);
    }
}
