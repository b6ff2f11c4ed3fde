package org.codearena.lang.java.box;

import com.sun.source.util.JavacTask;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/**
 * Notes, while the compiler goes through the classes, which of them the {@code java} command could start: those with a
 * {@code main} method that is not private and takes a {@code String[]} or nothing, declared or inherited, and either
 * static or of a class that can be made without arguments.
 */
final class MainClasses implements TaskListener {
    private final List<String> files;
    private final Elements elements;
    private final List<Candidate> candidates = new ArrayList<>();

    private record Candidate(String file, int rank, String binaryName, String qualifiedName) {
        boolean isMeantBy(String entry) {
            return entry.isEmpty() || entry.equals(file) || entry.equals(binaryName) || entry.equals(qualifiedName);
        }
    }

    MainClasses(List<String> files, JavacTask task) {
        this.files = files;
        this.elements = task.getElements();
        task.addTaskListener(this);
    }

    @Override
    public void finished(TaskEvent event) {
        TypeElement type = event.getTypeElement();
        if (event.getKind() == TaskEvent.Kind.ANALYZE && type != null) {
            consider(type, event.getSourceFile().getName());
        }
    }

    /** The binary name of the class to start, or null where none fits. */
    @Nullable
    String choose(String entry) {
        Candidate first = null;
        for (Candidate candidate : candidates) {
            if (candidate.isMeantBy(entry) && (first == null || candidate.rank < first.rank)) {
                first = candidate;
            }
        }
        return first == null ? null : first.binaryName;
    }

    String whyNone(String entry) {
        if (candidates.isEmpty()) {
            return "no class has a main method; write \"public static void main(String[] args)\" or \"void main()\"";
        }
        StringBuilder names = new StringBuilder();
        for (Candidate candidate : candidates) {
            names.append(names.isEmpty() ? "" : ", ").append(candidate.qualifiedName);
        }
        return "the entry point '" + entry + "' has no main method; classes that have one: " + names;
    }

    private void consider(TypeElement type, String file) {
        if (canBeStarted(type)) {
            String binaryName = elements.getBinaryName(type).toString();
            candidates.add(new Candidate(
                    file, rank(type, file), binaryName, type.getQualifiedName().toString()));
        }
        for (TypeElement nested : ElementFilter.typesIn(type.getEnclosedElements())) {
            consider(nested, file);
        }
    }

    /** Lower is better: first the order of the files, then top-level classes, then public ones, then the order in the file. */
    private int rank(TypeElement type, String file) {
        int nested = type.getNestingKind().isNested() ? 1 : 0;
        int hidden = type.getModifiers().contains(Modifier.PUBLIC) ? 0 : 1;
        return 4 * files.indexOf(file) + 2 * nested + hidden;
    }

    private boolean canBeStarted(TypeElement type) {
        for (ExecutableElement method : ElementFilter.methodsIn(elements.getAllMembers(type))) {
            if (isMain(method) && (method.getModifiers().contains(Modifier.STATIC) || canBeMade(type))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isMain(ExecutableElement method) {
        return method.getSimpleName().contentEquals("main")
                && !method.getModifiers().contains(Modifier.PRIVATE)
                && method.getReturnType().getKind() == TypeKind.VOID
                && takesArguments(method.getParameters());
    }

    private static boolean takesArguments(List<? extends VariableElement> parameters) {
        return parameters.isEmpty()
                || (parameters.size() == 1
                        && isStringArray(parameters.getFirst().asType()));
    }

    private static boolean isStringArray(TypeMirror type) {
        return type instanceof ArrayType array
                && array.getComponentType() instanceof DeclaredType component
                && component.asElement() instanceof TypeElement element
                && element.getQualifiedName().contentEquals("java.lang.String");
    }

    private static boolean canBeMade(TypeElement type) {
        boolean inner = type.getNestingKind().isNested() && !type.getModifiers().contains(Modifier.STATIC);
        boolean ofNoInstance = type.getKind() == ElementKind.ENUM
                || !type.getKind().isClass()
                || type.getModifiers().contains(Modifier.ABSTRACT);
        return !inner && !ofNoInstance && hasOpenConstructor(type);
    }

    private static boolean hasOpenConstructor(TypeElement type) {
        for (Element constructor : ElementFilter.constructorsIn(type.getEnclosedElements())) {
            boolean takesNothing =
                    ((ExecutableElement) constructor).getParameters().isEmpty();
            if (takesNothing && !constructor.getModifiers().contains(Modifier.PRIVATE)) {
                return true;
            }
        }
        return false;
    }
}
