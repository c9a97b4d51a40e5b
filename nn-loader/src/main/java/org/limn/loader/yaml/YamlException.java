package org.limn.loader.yaml;

import java.io.IOException;
import org.limn.loader.text.PlainText;

/** What is wrong with a YAML text, in one line that starts with where: {@code model.limn.yaml, line 3: …}. */
public final class YamlException extends IOException {
    private static final long serialVersionUID = 1;
    private static final int LONGEST = 600;

    YamlException(String message) {
        super(PlainText.of(message.strip().replaceAll("[ \\t]*+\\R[ \\t]*+", " "), LONGEST));
    }
}
