package org.limn.autodiff.device.gpu;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What Aparapi does to logs while it is loaded and while it reads classes. It sets the level of every handler of the program that
 * uses it: they are put back. It warns of each class file attribute that it does not know: that is left out.
 */
final class Logging {
    private static final String APARAPI = "com.aparapi.logLevel";

    private Logging() {}

    static <T> T kept(Supplier<T> loads) {
        Map<Handler, Level> levels = new LinkedHashMap<>();
        for (Handler handler : Logger.getLogger("").getHandlers()) {
            levels.put(handler, handler.getLevel());
        }
        try {
            return loads.get();
        } finally {
            levels.forEach(Handler::setLevel);
        }
    }

    static void withoutWarnings(Runnable reads) {
        Logger logger = Logger.getLogger(APARAPI);
        Level level = logger.getLevel();
        logger.setLevel(Level.SEVERE);
        try {
            reads.run();
        } finally {
            logger.setLevel(level);
        }
    }
}
