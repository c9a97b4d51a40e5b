package org.limn.attribution.settings;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The parts of a text of settings, before anyone knows their types. */
sealed interface SettingNode {
    /** A number, a constant's name, or the name of something that is left as it is: {@code white}. */
    record Word(String text) implements SettingNode {}

    /** Something with settings: {@code smooth-grad:samples=9}. */
    record Call(String name, Map<String, SettingNode> settings) implements SettingNode {}

    /** A list: {@code [50,100]}. */
    record Items(List<SettingNode> items) implements SettingNode {}

    /** A word is a call without settings. */
    static Call call(SettingNode node) {
        if (node instanceof Word word) {
            return new Call(word.text(), Map.of());
        } else if (node instanceof Call call) {
            return call;
        }
        throw new SettingsException("a list stands where a name was expected: " + node.text());
    }

    /** As it is written. */
    default String text() {
        if (this instanceof Word word) {
            return word.text();
        } else if (this instanceof Items items) {
            return items.items().stream().map(SettingNode::text).collect(Collectors.joining(",", "[", "]"));
        }
        return ((Call) this).name();
    }
}
