package org.limn.cli.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * The things of one kind, by name: for an interface the records that {@code META-INF/services} lists for it or, if it is sealed,
 * those that it permits; for an enum its constants. A name is the class's or constant's, in kebab case; case and hyphens do not
 * matter when one is looked up.
 */
public final class Catalogue {
    private final Class<?> kind;
    private final Map<String, Object> things;

    private Catalogue(Class<?> kind, Map<String, Object> things) {
        this.kind = kind;
        this.things = things;
    }

    /** All things of a kind. */
    public static Catalogue of(Class<?> kind) {
        Map<String, Object> things = new LinkedHashMap<>();
        if (kind.isEnum()) {
            for (Object constant : kind.getEnumConstants()) {
                things.put(name(constant), constant);
            }
        } else {
            classes(kind).forEach(c -> things.put(kebab(c.getSimpleName()), c));
        }
        return new Catalogue(kind, things);
    }

    private static List<Class<?>> classes(Class<?> kind) {
        if (kind.isRecord()) {
            return List.of(kind);
        } else if (!kind.isSealed()) {
            return ServiceLoader.load(kind).stream()
                    .<Class<?>>map(ServiceLoader.Provider::type)
                    .toList();
        }
        List<Class<?>> all = new ArrayList<>();
        Arrays.stream(kind.getPermittedSubclasses()).forEach(c -> all.addAll(classes(c)));
        return all;
    }

    public List<String> names() {
        return things.keySet().stream().sorted().toList();
    }

    /** The record class or the enum constant with this name. */
    Optional<Object> find(String name) {
        return things.entrySet().stream()
                .filter(e -> same(e.getKey(), name))
                .<Object>map(Map.Entry::getValue)
                .findFirst();
    }

    SettingsException unknown(String name) {
        return new SettingsException("no " + kind() + " is called '" + name + "'; there are " + names());
    }

    /** What users call this kind: {@code method} for explainers. */
    String kind() {
        return kind.getSimpleName().equals("Explainer") ? "method" : words(kind.getSimpleName());
    }

    /** What users call a value of a kind: {@code integrated-gradients}, {@code gauss-legendre}. */
    static String name(Object thing) {
        return thing instanceof Enum<?> constant
                ? constant.name().toLowerCase(Locale.ROOT).replace('_', '-')
                : kebab(thing.getClass().getSimpleName());
    }

    static String kebab(String camel) {
        return camel.replaceAll("(?<=[a-z0-9])([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    static boolean same(String a, String b) {
        return plain(a).equals(plain(b));
    }

    private static String plain(String name) {
        return name.replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
    }

    private static String words(String camel) {
        return kebab(camel).replace('-', ' ');
    }
}
