#pragma once

#include <string>

#include "imagebuilder/handlers.gen.h"
#include "support/service_test.h"

namespace amilocal::test {

/// A world with components and recipes of Image Builder.
class BuilderWorld : public ServiceTest {
 protected:
  static constexpr auto kPlace = "arn:aws:imagebuilder:us-east-1:111111111111:";

  static imagebuilder::CreateComponentRequest component(const std::string& name = "hello") {
    imagebuilder::CreateComponentRequest request;
    request.name = name;
    request.semanticVersion = "1.0.0";
    request.platform = "Linux";
    request.data = "schemaVersion: 1.0\nphases:\n  - name: build\n    steps: []\n";
    return request;
  }
  std::string givenComponent(const std::string& name = "hello") {
    return *call(&imagebuilder::createComponent, component(name)).componentBuildVersionArn;
  }

  imagebuilder::CreateImageRecipeRequest recipe(const std::string& name = "web") {
    imagebuilder::CreateImageRecipeRequest request;
    request.name = name;
    request.semanticVersion = "1.0.0";
    request.parentImage = "arn:aws:imagebuilder:us-east-1:aws:image/amazon-linux-2023-x86/x.x.x";
    return request;
  }
  std::string givenRecipe(const std::string& name = "web") {
    return *call(&imagebuilder::createImageRecipe, recipe(name)).imageRecipeArn;
  }

  static imagebuilder::CreateContainerRecipeRequest container(const std::string& name = "box") {
    imagebuilder::CreateContainerRecipeRequest request;
    request.name = name;
    request.semanticVersion = "1.0.0";
    request.containerType = "DOCKER";
    request.parentImage = "amazonlinux:latest";
    request.dockerfileTemplateData = "FROM {{{ imagebuilder:parentImage }}}";
    request.targetRepository.service = "ECR";
    request.targetRepository.repositoryName = "boxes";
    return request;
  }
};

}  // namespace amilocal::test
