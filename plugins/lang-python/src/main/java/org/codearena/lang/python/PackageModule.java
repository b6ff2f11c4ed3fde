package org.codearena.lang.python;

import java.util.List;
import java.util.Optional;
import org.codearena.plugin.PlanRequest;
import org.codearena.plugin.WorkspaceCommands;

/**
 * A module that lies in a package, which is a directory with an {@code __init__.py}. To be able to import what is beside it,
 * it must be started by its name within the package, from where the package lies, and not by its path.
 *
 * @param root the directory, empty or with a slash at its end, where the outermost package lies
 * @param directory where the module lies, written in the same way
 * @param name for example {@code shapes.square}
 */
record PackageModule(String root, String directory, String name) {
    private static final String EXTENSION = ".py";

    /**
     * What {@code python3 -m} does, from another directory. What lies beside the module is found without the package's name
     * as well, if by nothing else, as it would be by a module that was started by its path.
     */
    private static final String RUN = "import runpy, sys; sys.path[0], beside, module = sys.argv[1:];"
            + " del sys.argv[1:]; sys.path.append(beside); runpy.run_module(module, None, '__main__', True)";

    /** The module in this file, if it is in a package and has a name there. */
    static Optional<PackageModule> of(String path, PlanRequest sources) {
        String root = parent(path);
        while (!root.isEmpty() && sources.file(root + "__init__.py").isPresent()) {
            root = parent(root.substring(0, root.length() - 1));
        }
        String inPackage = path.substring(root.length());
        boolean named = inPackage.contains("/")
                && inPackage.endsWith(EXTENSION)
                && inPackage.indexOf('.') == inPackage.length() - EXTENSION.length()
                && !inPackage.endsWith("/__init__.py");
        return named ? Optional.of(new PackageModule(root, parent(path), moduleName(inPackage))) : Optional.empty();
    }

    private static String moduleName(String path) {
        return path.substring(0, path.length() - EXTENSION.length()).replace('/', '.');
    }

    /** The directory of a path, with its slash; empty at the top. */
    private static String parent(String path) {
        return path.substring(0, path.lastIndexOf('/') + 1);
    }

    /** The same from the top directory, with what Python has for it. */
    WorkspaceCommands workspaceCommands() {
        String path = root.isEmpty() ? directory : root + ":" + directory;
        return WorkspaceCommands.running("env", "PYTHONPATH=" + path, "python3", "-m", name);
    }

    List<String> start() {
        return List.of("-c", RUN, "/box/" + root, "/box/" + directory, name);
    }
}
