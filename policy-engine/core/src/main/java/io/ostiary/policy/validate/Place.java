package io.ostiary.policy.validate;

import io.ostiary.contract.shape.ValidatePolicyFinding.PathElement;

import java.util.ArrayList;
import java.util.List;

/**
 * A value and the way to it from the top of the document.
 *
 * @param start of what is meant, mostly of the value
 */
record Place(List<PathElement> path, Node node, int start, int end) {

    static Place root(Node node) {
        return new Place(List.of(), node, node.start(), node.end());
    }

    /** The value of a member. */
    Place member(Node.Member member) {
        return below(PathElement.value(member.name()), member.value());
    }

    /** The name of a member itself. */
    Place name(Node.Member member) {
        return new Place(
                with(PathElement.key(member.name())), member.value(), member.start(), member.end());
    }

    Place element(int index, Node node) {
        return below(PathElement.index(index), node);
    }

    /** Every element of a list, or the one value that stands without a list. */
    List<Place> each() {
        if (!(node instanceof Node.ArrayNode(int _, int _, List<Node> elements))) {
            return List.of(this);
        }
        List<Place> places = new ArrayList<>(elements.size());
        for (int i = 0; i < elements.size(); i++) {
            places.add(element(i, elements.get(i)));
        }
        return places;
    }

    /** The text, or an empty one where there is none. */
    String text() {
        return node instanceof Node.TextNode(int _, int _, String value) ? value : "";
    }

    boolean isText() {
        return node instanceof Node.TextNode;
    }

    boolean isEmptyList() {
        return node instanceof Node.ArrayNode array && array.elements().isEmpty();
    }

    private Place below(PathElement element, Node value) {
        return new Place(with(element), value, value.start(), value.end());
    }

    private List<PathElement> with(PathElement element) {
        List<PathElement> longer = new ArrayList<>(path.size() + 1);
        longer.addAll(path);
        longer.add(element);
        return List.copyOf(longer);
    }
}
