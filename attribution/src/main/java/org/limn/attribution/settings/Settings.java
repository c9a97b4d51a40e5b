package org.limn.attribution.settings;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Records of settings ↔ text: {@code smooth-grad:inner=(integrated-gradients:steps=20),samples=9}. A name, a colon, and settings
 * in any order, each {@code key=value}; what is not said has its default. A value that has settings of its own stands in
 * parentheses, a list in brackets. {@code parse(kind, print(x)).equals(x)} for every x.
 */
public final class Settings {
    private Settings() {}

    /**
     * The thing of some kind that a text names.
     *
     * @throws SettingsException if there is none, or a setting is unknown or out of range, saying which there are
     */
    public static <T> T parse(Class<T> kind, String text) {
        return parse(kind, text, Map.of());
    }

    /** The same; settings of these names that the text does not mention, nested ones too, are as given. */
    public static <T> T parse(Class<T> kind, String text, Map<String, String> unsaid) {
        return kind.cast(new Binder(unsaid).thing(kind, Reader.read(text)));
    }

    /** A value with all its settings. */
    public static String print(Object value) {
        Map<String, Object> settings = of(value);
        return settings.isEmpty() || Catalogue.constantName(value).isPresent()
                ? name(value)
                : settings.entrySet().stream()
                        .map(e -> e.getKey() + "=" + nested(e.getValue()))
                        .collect(Collectors.joining(",", name(value) + ":", ""));
    }

    /** What users call a record or an enum constant: {@code integrated-gradients}. */
    public static String name(Object value) {
        return Catalogue.name(value);
    }

    /** The settings of a record by name, in order; nothing for other values. */
    public static Map<String, Object> of(Object value) {
        Map<String, Object> settings = new LinkedHashMap<>();
        if (value instanceof Record) {
            for (RecordComponent component : Binder.components(value.getClass())) {
                settings.put(Catalogue.kebab(component.getName()), Binder.get(component, value));
            }
        }
        return settings;
    }

    /** All things of a kind that have defaults, with these. */
    public static <T> List<T> all(Class<T> kind) {
        return Catalogue.of(kind).names().stream()
                .map(name -> parse(kind, name))
                .toList();
    }

    private static String nested(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(Settings::nested).collect(Collectors.joining(",", "[", "]"));
        } else if (Scalars.is(value.getClass()) || value instanceof Number || value instanceof Boolean) {
            return Scalars.print(value);
        }
        String text = print(value);
        return text.equals(name(value)) ? text : "(" + text + ")";
    }

    /** The names that settings of this kind have in messages and help. */
    public static List<String> names(Class<?> kind) {
        return Catalogue.of(kind).names();
    }
}
