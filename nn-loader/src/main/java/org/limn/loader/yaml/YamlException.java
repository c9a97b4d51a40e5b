package org.limn.loader.yaml;

import java.io.IOException;

/** What is wrong with a YAML text, in one line that starts with where: {@code model.limn.yaml, line 3: …}. */
public final class YamlException extends IOException {
    private static final long serialVersionUID = 1;

    YamlException(String message) {
        super(message.replaceAll("\\s*[\\p{Cntrl}\\u2028\\u2029]+", " "));
    }
}
