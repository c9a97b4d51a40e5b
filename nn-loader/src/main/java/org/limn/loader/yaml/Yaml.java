package org.limn.loader.yaml;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A value in a YAML 1.2 text: a map, a list or a text, which knows its place for messages. Nothing is resolved: {@code no} is the
 * text "no", and whoever asks for a number says so. Tags are ignored, aliases refused (so a small text stays small), and so are
 * texts nested more than {@value #DEEPEST} deep or longer than 4 MiB.
 */
public final class Yaml {
    private static final int DEEPEST = 20;
    private static final int MOST_BYTES = 4 << 20;

    private final String name;
    private final Node node;

    private Yaml(String name, Node node) {
        this.name = name;
        this.node = node;
    }

    /**
     * Reads a file.
     *
     * @throws YamlException if it is not there, too large, not UTF-8 or not YAML
     */
    public static Yaml read(Path file) throws YamlException {
        String name = file.toString();
        try {
            if (!Files.isRegularFile(file)) {
                throw new YamlException(name + (Files.exists(file) ? ": not a file" : ": there is no such file"));
            } else if (Files.size(file) > MOST_BYTES) {
                throw new YamlException(name + ": larger than the 4 MiB that are read");
            }
            return parse(Files.readString(file), name);
        } catch (CharacterCodingException e) {
            throw new YamlException(name + ": not text in UTF-8");
        } catch (YamlException e) {
            throw e;
        } catch (IOException e) {
            throw new YamlException(name + ": cannot be read: " + e);
        }
    }

    /**
     * Reads a text.
     *
     * @param name what messages call it
     */
    public static Yaml parse(String text, String name) throws YamlException {
        if (text.length() > MOST_BYTES) {
            throw new YamlException(name + ": longer than the 4 MiB that are read");
        }
        LoadSettings settings = LoadSettings.builder()
                .setLabel(name)
                .setCodePointLimit(MOST_BYTES)
                .build();
        try {
            checkSimple(new Parse(settings).parseString(text), name);
            Optional<Node> root = new Compose(settings).composeString(text);
            return new Yaml(name, root.orElseThrow(() -> new YamlException(name + ": empty")));
        } catch (MarkedYamlEngineException e) {
            throw new YamlException(place(name, e.getProblemMark()) + ": not YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            throw new YamlException(name + ": not YAML: " + e.getMessage());
        }
    }

    /** Composing recurses on the depth of a text, so depth is checked on the flat list of its parts. */
    private static void checkSimple(Iterable<Event> events, String name) throws YamlException {
        int depth = 0;
        for (Event event : events) {
            if (event instanceof CollectionStartEvent && ++depth > DEEPEST) {
                throw new YamlException(place(name, event.getStartMark()) + ": nested more than " + DEEPEST + " deep");
            } else if (event instanceof CollectionEndEvent) {
                depth--;
            } else if (event instanceof AliasEvent) {
                throw new YamlException(place(name, event.getStartMark()) + ": aliases (*name) are not read");
            }
        }
    }

    public boolean isMap() {
        return node instanceof MappingNode;
    }

    public boolean isList() {
        return node instanceof SequenceNode;
    }

    /** The entries of a map by key, in order; a key that is there twice is an error. */
    public Map<String, Yaml> map() throws YamlException {
        if (!(node instanceof MappingNode map)) {
            throw error("expected 'key: value' lines, got " + describe());
        }
        Map<String, Yaml> entries = new LinkedHashMap<>();
        for (NodeTuple entry : map.getValue()) {
            Yaml key = new Yaml(name, entry.getKeyNode());
            if (entries.put(key.text(), new Yaml(name, entry.getValueNode())) != null) {
                throw key.error("the key '" + key.text() + "' is there twice");
            }
        }
        return entries;
    }

    /** The entries of a map whose keys must be among these. */
    public Map<String, Yaml> map(Set<String> known) throws YamlException {
        Map<String, Yaml> entries = map();
        for (NodeTuple entry : ((MappingNode) node).getValue()) {
            Yaml key = new Yaml(name, entry.getKeyNode());
            if (!known.contains(key.text())) {
                throw key.error("there is no key '" + key.text() + "'; the known ones are " + String.join(", ", known));
            }
        }
        return entries;
    }

    /** The items of a list; a single value is a list of one. */
    public List<Yaml> items() {
        if (!(node instanceof SequenceNode list)) {
            return List.of(this);
        }
        return list.getValue().stream().map(n -> new Yaml(name, n)).toList();
    }

    /** The items of a list as texts. */
    public List<String> texts() throws YamlException {
        List<String> texts = new ArrayList<>();
        for (Yaml item : items()) {
            texts.add(item.text());
        }
        return texts;
    }

    /** The items of a list as numbers. */
    public List<Double> numbers() throws YamlException {
        List<Double> numbers = new ArrayList<>();
        for (Yaml item : items()) {
            numbers.add(item.number());
        }
        return numbers;
    }

    /** A single value as it is written, without quotes. */
    public String text() throws YamlException {
        if (node instanceof ScalarNode scalar && !scalar.getValue().isEmpty()) {
            return scalar.getValue();
        }
        throw error("expected a value, got " + describe());
    }

    /** A finite number. */
    public double number() throws YamlException {
        String text = text();
        if (!text.matches("[-+]?(\\d++(\\.\\d*+)?|\\.\\d++)([eE][-+]?\\d++)?")
                || Double.isInfinite(Double.parseDouble(text))) {
            throw error("expected a number, got '" + text + "'");
        }
        return Double.parseDouble(text);
    }

    /** An exception about this value. */
    public YamlException error(String what) {
        return new YamlException(place(name, node.getStartMark()) + ": " + what);
    }

    private String describe() {
        return isMap() ? "a map" : isList() ? "a list" : "nothing";
    }

    private static String place(String name, Optional<Mark> mark) {
        return mark.map(m -> name + ", line " + (m.getLine() + 1)).orElse(name);
    }
}
