package org.limn.loader.sidecar;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.limn.autodiff.SettingException;
import org.limn.loader.Extent;
import org.limn.loader.InputLayout;
import org.limn.loader.Labels;
import org.limn.loader.LoadSettings;
import org.limn.loader.ScoreValue;
import org.limn.loader.image.Fit;
import org.limn.loader.image.Preprocessing;
import org.limn.loader.image.Preprocessing.Order;
import org.limn.loader.yaml.Yaml;
import org.limn.loader.yaml.YamlException;

/** Reads a {@link Sidecar}, key by key. */
final class SidecarReader {
    private static final List<String> OWN_NUMBERS = List.of("scale", "mean", "std");
    static final Set<String> KEYS = Collections.unmodifiableSet(new LinkedHashSet<>(List.of(
            "preset", "scale", "mean", "std", "order", "crop", "layout", "extent", "input", "output", "labels", "value",
            "layer")));

    private final Path file;

    SidecarReader(Path file) {
        this.file = file;
    }

    /** What a key's value is read as. */
    @FunctionalInterface
    private interface Reading<T> {
        T of(Yaml value) throws YamlException;
    }

    Sidecar read() throws YamlException {
        Map<String, Yaml> entries = Yaml.read(file).map(KEYS);
        LoadSettings settings = new LoadSettings(
                preprocessing(entries),
                get(entries, "crop", SidecarReader::crop),
                get(entries, "layout", v -> oneOf(v, InputLayout.values())),
                get(entries, "extent", SidecarReader::extent),
                get(entries, "input", Yaml::text),
                get(entries, "output", Yaml::text));
        return new Sidecar(
                settings,
                get(entries, "labels", this::labels),
                get(entries, "value", v -> oneOf(v, ScoreValue.values())),
                get(entries, "layer", Yaml::text),
                new ArrayList<>(entries.keySet()));
    }

    /** The value of a key; what it is made of may refuse it, which is an error about its line. */
    private static <T> Optional<T> get(Map<String, Yaml> entries, String key, Reading<T> reading) throws YamlException {
        Yaml value = entries.get(key);
        if (value == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(reading.of(value));
        } catch (SettingException e) {
            throw value.error(key + ": " + e.getMessage());
        }
    }

    private static Optional<Preprocessing> preprocessing(Map<String, Yaml> entries) throws YamlException {
        Optional<Preprocessing> preset = get(entries, "preset", v -> Preprocessing.named(v.text()));
        for (String key : List.of("scale", "mean", "std", "order")) {
            Yaml own = entries.get(key);
            if (own != null && preset.isPresent()) {
                throw own.error(key + ": preset '" + preset.get().name() + "' has its own; give one or the other");
            } else if (own != null && !entries.keySet().containsAll(OWN_NUMBERS)) {
                throw own.error(key + ": scale, mean and std go together, as value = (scale * image - mean) / std with"
                        + " the image in [0,1]; scale is 1 or 255, mean 0 and std 1 change nothing");
            }
        }
        return preset.isPresent() ? preset : get(entries, "mean", mean -> own(entries, mean));
    }

    private static Preprocessing own(Map<String, Yaml> entries, Yaml mean) throws YamlException {
        double scale = get(entries, "scale", Yaml::number).orElse(1.0);
        List<Double> std = get(entries, "std", Yaml::numbers).orElse(List.of(1.0));
        Order order = get(entries, "order", v -> oneOf(v, Order.values())).orElse(Order.RGB);
        return new Preprocessing("own", order, scale, mean.numbers(), std, Fit.STRETCH);
    }

    private static Fit crop(Yaml value) throws YamlException {
        return value.text().equals("none") ? Fit.STRETCH : new Fit.CenterCrop(value.number());
    }

    private static Extent extent(Yaml value) throws YamlException {
        return Extent.parse(String.join("x", value.texts()));
    }

    private static <T extends Enum<T>> T oneOf(Yaml value, T[] all) throws YamlException {
        List<String> names = new ArrayList<>();
        for (T each : all) {
            names.add(each.name().toLowerCase(Locale.ROOT));
        }
        int found = names.indexOf(value.text());
        if (found < 0) {
            throw value.error("expected " + String.join(" or ", names) + ", got '" + value.text() + "'");
        }
        return all[found];
    }

    private Sidecar.Names labels(Yaml value) throws YamlException {
        if (value.isList()) {
            return new Sidecar.Names("", Labels.of(value.texts()));
        } else if (value.isMap()) {
            SortedMap<Integer, String> names = new TreeMap<>();
            for (Map.Entry<String, Yaml> e : value.map().entrySet()) {
                if (!e.getKey().matches("\\d{1,6}")) {
                    throw e.getValue().error("labels: expected class numbers as keys, got '" + e.getKey() + "'");
                }
                names.put(Integer.valueOf(e.getKey()), e.getValue().text());
            }
            return new Sidecar.Names("", new Labels(names));
        }
        return new Sidecar.Names(value.text(), value.text().equals("imagenet") ? Labels.imageNet() : labelFile(value));
    }

    /** A list in the model's folder: a model from elsewhere shall not make Limn read and print other files. */
    private Labels labelFile(Yaml value) throws YamlException {
        Path folder = Optional.ofNullable(file.toAbsolutePath().normalize().getParent())
                .orElse(file);
        Path list = folder.resolve(value.text()).normalize();
        try {
            boolean inside = list.startsWith(folder)
                    && (!Files.exists(list) || list.toRealPath().startsWith(folder.toRealPath()));
            if (!inside) {
                throw value.error(
                        "labels: '" + value.text() + "' is not in the model's folder; --labels takes any file");
            }
            return Labels.read(list);
        } catch (YamlException e) {
            throw e;
        } catch (IOException e) {
            throw value.error("labels: " + e.getMessage());
        }
    }
}
